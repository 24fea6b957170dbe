/** A page about a task: words are ready to be shown, values are as strangers wrote them. */
export type TaskPage = {
  language: string;
  title: string;
  status: string;
  tone: 'plain' | 'active' | 'done' | 'warning';
  /** Below the title: `Delivery · Hub Bandung · due in 2 hours`. */
  about: string;
  content?: string;
  sections: Section[];
  /** What happened to it, oldest first. */
  timeline?: { heading: string; events: { when: string; what: string; more?: string }[] };
};

export type Section = { heading: string; rows: { label: string; values: Value[] }[] };

/** A value: its text alone, as a link, or as a block that keeps its line breaks. `href` is https: see safeLink. */
export type Value = { text: string; href?: string; block?: true };

/** The page as HTML that runs nothing, loads nothing and shows every text as text. */
export function taskHtml(page: TaskPage, nonce: string): string {
  const policy = `default-src 'none'; style-src 'nonce-${nonce}'`;
  return `<!DOCTYPE html>
<html lang="${escaped(page.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(page.title)}</title>
<style nonce="${nonce}">${style}</style>
</head>
<body>
<main>
<header>
<p class="status ${page.tone}">${escaped(page.status)}</p>
<h1>${escaped(page.title)}</h1>
<p class="about">${escaped(page.about)}</p>
${page.content === undefined ? '' : `<p class="content">${escaped(page.content)}</p>`}
</header>
${page.sections.map(section).join('\n')}
${page.timeline ? timeline(page.timeline) : ''}
</main>
</body>
</html>
`;
}

function section({ heading, rows }: Section): string {
  const list = rows.map(
    ({ label, values }) => `<dt>${escaped(label)}</dt><dd>${values.map(shown).join('')}</dd>`,
  );
  return `<section><h2>${escaped(heading)}</h2><dl>\n${list.join('\n')}\n</dl></section>`;
}

function shown({ text, href, block }: Value): string {
  if (href !== undefined) return `<p><a href="${escaped(href)}" rel="noreferrer">${escaped(text)}</a></p>`;
  return block ? `<pre>${escaped(text)}</pre>` : `<p>${escaped(text)}</p>`;
}

function timeline({ heading, events }: NonNullable<TaskPage['timeline']>): string {
  const rows = events.map(
    ({ when, what, more }) =>
      `<li><time>${escaped(when)}</time><p>${escaped(what)}</p>${more ? `<p class="more">${escaped(more)}</p>` : ''}</li>`,
  );
  return `<section><h2>${escaped(heading)}</h2><ol>\n${rows.join('\n')}\n</ol></section>`;
}

/** Characters that turn the direction of what follows: text would show otherwise than it is written. */
const turning = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** Text as HTML that shows it, fit for an attribute in quotes as well. */
export function escaped(text: string): string {
  return text.replace(turning, '').replace(/[&<>"'`]/g, (character) => `&#${character.charCodeAt(0)};`);
}

const style = `
body { padding: 0; margin: 0; color: var(--vscode-foreground); background: var(--vscode-editor-background);
  font-family: var(--vscode-font-family); font-size: var(--vscode-font-size); line-height: 1.5; }
main { max-width: 46rem; margin: 0 auto; padding: 1.5rem 1.5rem 3rem; }
h1 { font-size: 1.7em; font-weight: 600; line-height: 1.25; margin: .4rem 0 .2rem; overflow-wrap: anywhere; }
h2 { font-size: 1.1em; font-weight: 600; margin: 2rem 0 .4rem; padding-bottom: .3rem;
  border-bottom: 1px solid var(--vscode-widget-border, var(--vscode-contrastBorder, transparent)); }
p { margin: 0; overflow-wrap: anywhere; }
.about { color: var(--vscode-descriptionForeground); }
.content { margin-top: 1rem; white-space: pre-line; }
.status { display: inline-block; padding: .1rem .6rem; border-radius: 1rem; font-size: .9em;
  border: 2px solid currentColor; }
.active { border-color: var(--vscode-charts-blue); }
.done { border-color: var(--vscode-charts-green); }
.warning { border-color: var(--vscode-problemsWarningIcon-foreground); }
dl { display: grid; grid-template-columns: minmax(7rem, 12rem) 1fr; gap: .45rem 1.25rem; margin: .7rem 0 0; }
dt { color: var(--vscode-descriptionForeground); overflow-wrap: anywhere; }
dd { margin: 0; min-width: 0; }
pre { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; font-family: var(--vscode-editor-font-family);
  font-size: .95em; padding: .4rem .6rem; background: var(--vscode-textCodeBlock-background); }
a { color: var(--vscode-textLink-foreground); }
a:focus-visible { outline: 1px solid var(--vscode-focusBorder); outline-offset: 2px; }
ol { list-style: none; margin: .7rem 0 0; padding: 0;
  border-inline-start: 2px solid var(--vscode-widget-border, var(--vscode-contrastBorder, currentColor)); }
li { padding: 0 0 .9rem 1rem; }
time, .more { color: var(--vscode-descriptionForeground); font-size: .92em; }
@media (max-width: 30rem) { dl { grid-template-columns: 1fr; gap: .1rem; } dd { margin-bottom: .6rem; } }
`;
