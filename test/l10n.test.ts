import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { baselineTroubles } from '../src/cli/baseline.ts';
import { refusals } from '../src/leaks/fix/refusals.ts';
import { type ShownWords, shownWordsReader } from './shownWords.ts';

const root = resolve(import.meta.dirname, '..');
const words = (file: string) => JSON.parse(readFileSync(join(root, file), 'utf8')) as Record<string, string>;

/** What a sentence is more than words: placeholders, icons, links, code and product paths. They are no one's to translate. */
const marks = (text: string) =>
  [
    ...text.matchAll(
      /\{\d+\}|\$\([\w~-]+\)|\((?:command:|https:)[^)]*\)|`[^`]*`|\n|Profile → Access Token(?: → New)?/g,
    ),
  ]
    .map(([mark]) => mark)
    .sort();

/** Expressions that `l10n.t` may be given: values of a closed list of sentences each. */
const closedLists: Readonly<Record<string, readonly string[]>> = {
  'fix.refused': Object.values(refusals),
  '(error as Error).message': Object.values(baselineTroubles),
};

/** What looks like words for a person and is none. The log and the terminal are in English; code is in no language. */
const notForPeople: readonly string[] = [
  'MileApp: ',
  'MileApp: \n',
  // Names of languages and libraries.
  'JavaScript: fetch',
  'JavaScript: axios',
  'Python: requests',
  'PHP: Guzzle',
  'Go: net/http',
  '.http (REST Client)',
  // What git says, what the log says, and what nobody is ever to see.
  'not a git repository',
  ' rows not read whole',
  'Unexpected case: ',
  // Kinds of rows, for `when` clauses.
  'task nameless',
  'group sorted',
  'filter counted',
];
/** Files that write code or markup: a request, a hook of git, a page, an example. */
const writers =
  /^editor\/(?:tasks\/(?:requestCode|literals|taskHtml)|guard\/(?:workspace\/commitHook|leakExample))\.ts$/;

describe('what people read', () => {
  const english = words('package.nls.json');
  const indonesian = words('package.nls.id.json');
  const bundle = words('l10n/bundle.l10n.id.json');
  const sources = new Map<string, ShownWords>();
  let read: (source: string) => ShownWords;

  before(async () => {
    read = await shownWordsReader();
    for (const file of readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })) {
      const name = file.replaceAll('\\', '/');
      if (/^(?:editor\/.*|extension)\.ts$/.test(name))
        sources.set(name, read(readFileSync(join(root, 'src', file), 'utf8')));
    }
  });

  it('is in Indonesian what it is in English, in the manifest', () => {
    assert.deepEqual(Object.keys(indonesian), Object.keys(english));
    for (const [key, text] of Object.entries(english))
      assert.deepEqual(marks(indonesian[key] ?? ''), marks(text), key);
  });

  it('is in Indonesian what it is in English, in the code', () => {
    const used = [...sources.values()].flatMap(({ sentences }) => sentences);
    assert.ok(used.length > 300);
    const all = new Set([...used, ...Object.values(closedLists).flat()]);
    assert.deepEqual(Object.keys(bundle).sort(), [...all].sort());
    for (const [text, translated] of Object.entries(bundle)) {
      assert.deepEqual(marks(translated), marks(text), text);
      assert.notEqual(translated.trim(), '', text);
    }
  });

  it('is a sentence of a closed list where it is not written in place', () => {
    const handedOn = [...sources.values()].flatMap((one) => one.handedOn);
    assert.deepEqual([...new Set(handedOn)].sort(), Object.keys(closedLists).sort());
  });

  it('passes through l10n.t, all of it', () => {
    const strays = [...sources]
      .filter(([file]) => !writers.test(file))
      .flatMap(([file, found]) => found.strays.map((text) => ({ file, text })));
    assert.deepEqual(
      strays.filter(({ text }) => !notForPeople.includes(text)),
      [],
    );
    const met = strays.map(({ text }) => text);
    assert.deepEqual(
      notForPeople.filter((text) => !met.includes(text)),
      [],
    );
  });

  it('is found wherever code shows it', () => {
    const cases: [source: string, stray: string][] = [
      [`void vscode.window.showErrorMessage('broken');`, 'broken'],
      ['box.placeholder = `token of ${who}`;', 'token of '],
      [`item.description = count > 1 ? 'some' : '';`, 'some'],
      [`const item = new vscode.TreeItem(title || 'nameless');`, 'nameless'],
      ['const row = { label: `$(check) done` };', '$(check) done'],
      [`function word() { return 'Ongoing'; }`, 'Ongoing'],
      [`const sentence = 'it\\u00a0is not there';`, 'it\u00a0is not there'],
    ];
    for (const [source, stray] of cases)
      assert.deepEqual(read(source), { sentences: [], handedOn: [], strays: [stray] });
    assert.deepEqual(
      read("const row = { label: `$(check) ${vscode.l10n.t('it\\'s {0}', 'x')}`, id: 'a.b' };"),
      {
        sentences: ["it's {0}"],
        handedOn: [],
        strays: [],
      },
    );
  });
});
