import assert from 'node:assert/strict';
import { fieldValues } from '../../../src/editor/tasks/fieldValues.ts';
import { markdownText } from '../../../src/editor/tasks/markdownText.ts';
import { mapLink, safeLink } from '../../../src/editor/tasks/safeLink.ts';
import { escaped, type TaskPage, taskHtml } from '../../../src/editor/tasks/taskHtml.ts';

const nasty = [
  '[klik](command:workbench.action.quit) **penting** `x`',
  '<img src=x onerror=alert(1)>',
  'Antar $(alert) segera',
  'https://evil.example/ www.evil.example a@b.example',
  '"><script>alert(1)</script>',
  "' onmouseover='alert(1)",
  '&lt;b&gt; &#60;',
  '\u202Egnp.exe',
  '# head\n- list\n1. one\n\n---\n| a | b |',
  '![x](https://evil.example/x.png)',
];

describe('text of strangers', () => {
  it('is no markup, address or icon in Markdown', () => {
    for (const text of nasty) {
      const markdown = markdownText(text);
      assert.match(markdown, /^(?:[\p{L}\p{M}\p{N} ]|&#\d+;)*$/u, text);
      assert.doesNotMatch(markdown, /\u202e/);
    }
    assert.equal(markdownText('a_b*'), 'a&#95;b&#42;');
  });

  it('is text in HTML, also inside an attribute', () => {
    assert.equal(
      escaped(`<a href="x" id='y'>&\`\u202e`),
      '&#60;a href=&#34;x&#34; id=&#39;y&#39;&#62;&#38;&#96;',
    );
  });

  it('can open nothing but https', () => {
    const links: [string, string | undefined][] = [
      ['https://apistorage.mile.app/a b.jpg', 'https://apistorage.mile.app/a%20b.jpg'],
      ['HTTPS://example.com', 'https://example.com/'],
      ['http://example.com', undefined],
      ['javascript:alert(1)', undefined],
      ['command:workbench.action.quit', undefined],
      ['vscode://x.y/z', undefined],
      ['https://user:pass@example.com/', undefined],
      ['https://mile.app@example.com/', undefined],
      ['https://', undefined],
      [' https://example.com', undefined],
      [`https://example.com/${'x'.repeat(3000)}`, undefined],
    ];
    assert.deepEqual(
      links.map(([text]) => [text, safeLink(text)]),
      links,
    );
  });

  it('is a place on a map only where it is one', () => {
    assert.equal(
      mapLink('-6.100000,106.800000'),
      'https://www.openstreetmap.org/?mlat=-6.1&mlon=106.8#map=16/-6.1/106.8',
    );
    assert.deepEqual(['91,0', '0,181', '1,2,3', 'a,b', '1;2', ''].map(mapLink), [
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('is shown as what it is among a flow’s fields', () => {
    assert.deepEqual(
      fieldValues(['https://a.example/1.jpg', 7, null, '', { b: '<i>', c: '', d: [1] }, 'x\ny']),
      [
        { text: 'https://a.example/1.jpg', href: 'https://a.example/1.jpg' },
        { text: '7' },
        { text: 'b: <i>\nd: [1]', block: true },
        { text: 'x\ny', block: true },
      ],
    );
    assert.deepEqual([fieldValues(null), fieldValues(''), fieldValues(false)], [[], [], [{ text: 'false' }]]);
    assert.equal(fieldValues(Array.from({ length: 500 }, () => 1)).length, 50);
  });
});

describe('the page of a task', () => {
  const page = (text: string): TaskPage => ({
    language: text,
    title: text,
    status: text,
    tone: 'plain',
    about: text,
    content: text,
    sections: [
      {
        heading: text,
        rows: [
          { label: text, values: [{ text }, { text, block: true }, { text, href: 'https://a.example/' }] },
        ],
      },
    ],
    timeline: { heading: text, events: [{ when: text, what: text, more: text }] },
  });
  /** Every tag and attribute of the page, without what stands between them. */
  const skeleton = (text: string) =>
    [...taskHtml(page(text), 'n0nce').matchAll(/<[^>]*>/g)]
      .map(([tag]) => tag.replace(/(lang)="[^"]*"/, '$1'))
      .join('\n');

  it('has the same elements whatever the texts say', () => {
    for (const text of nasty) assert.equal(skeleton(text), skeleton('plain'), text);
  });

  it('runs and loads nothing', () => {
    const html = taskHtml(page('x'), 'n0nce');
    assert.match(html, /content="default-src 'none'; style-src 'nonce-n0nce'"/);
    assert.doesNotMatch(html, /<(script|img|iframe|object|form|link|base)\b|\bon\w+=|url\(/i);
    assert.deepEqual(
      [...html.matchAll(/href="([^"]*)"/g)].map(([, href]) => href),
      ['https://a.example/'],
    );
  });
});
