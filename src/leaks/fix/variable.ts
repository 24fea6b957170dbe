import type { Place } from './place.ts';

/** The name to ask for when nothing is known of a token. */
export const defaultName = 'API_TOKEN';

const generic = new Set(
  (
    'a an the my our your this that x is has use get set new old the to of for with ' +
    'token tokens auth authentication authorization authorisation bearer api key keys access secret secrets ' +
    'header headers value values val string str text data jwt oauth oauth2 cred creds credential credentials ' +
    'pass password passwd pwd id cfg conf config configuration default defaults opt opts option options setting ' +
    'settings private personal param params arg args env variable var const constant hardcoded hard coded fallback raw type full live'
  ).split(' '),
);
const telling = new Set(
  'token auth authorization bearer key secret jwt pat password passwd credential credentials creds'.split(
    ' ',
  ),
);

/** `githubToken`, `GITHUB-TOKEN`, `x-github-token` as words in lower case. */
function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .split(/[^A-Za-z\d]+/)
    .map((word) => word.toLowerCase())
    .filter((word) => word !== '');
}

/** The constant, key or argument that the value belongs to, as it stands before it on its line. */
function nameBefore(head: string): string | undefined {
  const found =
    /(?:^|[\s{(,;[<.:'"`$@])([A-Za-z_][\w-]{0,60})["'`\])}]{0,3}(?:\s*:\s*[&\w'?.<>[\]]{1,40})?\s*(?:=>|:=|<-|[=:,])\s*(?:[\w.&@$]{0,12}["'`]{1,3}|[\w.]{0,12})?(?:bearer |token )?$/i.exec(
      head,
    );
  return found?.[1];
}

function nameFromWords(words: readonly string[]): string | undefined {
  const isSpecific = (word: string) => word.length > 2 && !generic.has(word) && !/^\d+$/.test(word);
  if (!words.some(isSpecific) || !words.some((word) => telling.has(word))) return undefined;
  const kept = words[0] === 'x' ? words.slice(1) : words;
  const name = kept.join('_').toUpperCase();
  return /^[A-Z_]\w{2,60}$/.test(name) ? name : undefined;
}

const reserved =
  /(?:^|\.)(?:example\.(?:com|org|net)|[\w-]+\.(?:invalid|test|example|local|localhost|internal))$|^[\d.]+$/;

/** `https://api.github.com/user` → `GITHUB_TOKEN`, where a line names one host. */
function nameFromHost(line: string): string | undefined {
  const hosts = new Set(
    Array.from(line.matchAll(/https?:\/\/([a-z\d][a-z\d.-]{2,100})/gi), (found) =>
      (found[1] ?? '').toLowerCase(),
    ),
  );
  const [host] = hosts;
  if (hosts.size !== 1 || host === undefined || reserved.test(host)) return undefined;
  const labels = host.split('.').filter((label) => label !== '');
  const isSecondLevel =
    /^(?:co|com|org|net|ac|gov|go|or)$/.test(labels.at(-2) ?? '') && (labels.at(-1)?.length ?? 0) === 2;
  const label = labels
    .at(isSecondLevel ? -3 : -2)
    ?.replace(/-/g, '_')
    .toUpperCase();
  if (labels.length < 2 || label === undefined || !/^[A-Z]\w{1,40}$/.test(label)) return undefined;
  return `${label}_TOKEN`;
}

/** A name that an environment accepts: letters, digits, underscores, no digit first. */
export function validName(asked: string): string {
  const name = asked.replace(/[^A-Za-z\d_]+/g, '_').replace(/^(?=\d)/, '_');
  return name === '' || name === '_' ? defaultName : name;
}

/** The variable's name for a token, before two tokens of one text are told apart. */
export function nameFor(place: Place, asked: string): string {
  const name = validName(asked);
  const derived = name === defaultName ? derivedName(place) : undefined;
  const chosen = derived ?? name;
  if (!setsItself(place, chosen)) return chosen;
  return setsItself(place, name) ? `${name}_VALUE` : name;
}

function derivedName(place: Place): string | undefined {
  const { document, start, end } = place;
  const lineStart = document.lineStart(start);
  const from = place.kind === 'literal' ? place.from : start;
  const head = document.text.slice(Math.max(document.lineStart(from), from - 200), start);
  const before = nameBefore(head);
  const named = before === undefined ? undefined : nameFromWords(wordsOf(before));
  if (named) return named;
  const line =
    document.text.slice(Math.max(lineStart, start - 400), start) +
    document.text.slice(end, Math.min(document.lineEnd(end), end + 400));
  return nameFromHost(line);
}

/** Whether the token is the value that the environment variable `name` is given: `export NAME=…`. */
export function setsItself(place: Place, name: string): boolean {
  const { document, row } = place;
  const from = place.kind === 'literal' ? place.from : place.start;
  const head = document.text.slice(Math.max(document.lineStart(from), from - 200), from);
  const assigned = new RegExp(`(?:^|[\\s;&|(])${name}\\s*(?:[:?+]?=)\\s*$`);
  if (['shellscript', 'makefile', 'bat', 'dotenv'].includes(row.name) && assigned.test(head)) return true;
  if (new RegExp(`\\bexport\\s+${name}=["'\\\\]*$`).test(head)) return true;
  const isGitlab = /(?:^|\/)\.gitlab-ci[\w.-]*\.ya?ml$/.test(document.source.path ?? '');
  if (isGitlab && new RegExp(`\\b${name}:\\s*$`).test(head)) return true;
  return new RegExp(
    `env(?:iron(?:b|ment)?)?(?:\\.(?:setdefault|put|set)|_var)?\\W{1,3}${name}\\b["'\`]?[\\])}]?\\s*(?:=|,)\\s*$`,
    'i',
  ).test(head);
}
