import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { applied, marked } from './marked.ts';

/** TypeScript that asks for a `string` wherever a literal can stand; each compiles before and must after. */
const sources: Readonly<Record<string, string>> = {
  'program.ts': readFileSync(new URL('programs/typescript.txt', import.meta.url), 'utf8'),
  'annotations.ts': `
export const a: string = '§';
export let b: string | null = "Bearer §";
export var c: Readonly<Record<'x' | 'y', string>> = { x: '§', y: \`Bearer §\` };
export const d: readonly string[] = ['§', "Bearer §"];
export const e: [key: string, value: string] = ['a', '§'];
export const f: { readonly token: string; nested?: { token: string } } = { token: '§', nested: { token: '§' } };
export const g: ReadonlyMap<string, string> = new Map([['a', '§']]);
export const h: Promise<string> = Promise.resolve('§');
export const i: (token?: string) => string = (token = '§') => token;
`,
  'functions.ts': `
declare const maybe: string | undefined;
declare function wants(value: string, more?: { token: string }): number;
export const a = wants('§', { token: "§" });
export function b(): string { return '§' }
export const c = (): string => '§';
export async function d(): Promise<string> { return '§'; }
export function* e(): Generator<string> { yield '§'; }
export function f({ token = '§' }: { token?: string } = {}): string { return token; }
export const g = ((value: string) => value)('§');
export const h = ['a'].map((): string => '§').join('§');
export const i = wants.call(null, '§');
export const j = wants(Math.random() > 0.5 ? '§' : 'x');
export const k = wants(maybe ?? '§');
export const l: string = (0 as number) > 1 ? '§' : \`Bearer §\`;
export const m = wants(('§'));
`,
  'values.ts': `
const token = '§';
export const length = token.length + '§'.length;
export const upper = '§'.toUpperCase().trim();
export const joined: string = 'Bearer ' + '§' + '; ' + token;
export const url = new URL('https://x.invalid/?token=§');
export const headers = new Headers({ Authorization: 'Bearer §', 'X-Auth-Token': '§' });
export const isSame: boolean = token === '§' || '§' !== token;
export const index = { '§': 2 };
export const looked = index['§'];
export const frozen = { token: '§' } as const;
export const asserted = '§' as const;
export const checked = { token: '§' } satisfies { token: string };
export const cast = <string>'§';
export const kept: string = process.env.API_TOKEN || '§';
export const other: string = process.env['API_TOKEN'] ?? '§';
export const chained: string = process.env.FIRST || process.env.API_TOKEN || '§';
export class Client {
  static readonly header = 'Bearer §';
  readonly token: string = '§';
  private declared?: string = '§';
  constructor(readonly held: string = '§') { this.declared = '§'; }
  get value(): string { return this.declared ?? '§'; }
}
export function chosen(value: string): string {
  switch (value) {
    case '§': return '§';
    case 'a' + '§': return 'b';
    default: throw new Error('§');
  }
}
export const text: string = \`\${'§'} Bearer §\`;
export type Kept = typeof token;
`,
};

describe('a fixed TypeScript text', () => {
  it('compiles under strict', function () {
    this.timeout(120_000);
    const directory = mkdtempSync(join(tmpdir(), 'compiles-'));
    try {
      const root = fileURLToPath(new URL('../../../', import.meta.url));
      for (const [name, source] of Object.entries(sources)) {
        const before = marked(source);
        const after = applied(before, { languageId: 'typescript', path: name });
        assert.deepEqual(after.refused, [], name);
        assert.equal(after.text.includes(before.token), false, name);
        writeFileSync(join(directory, `before-${name}`), before.text);
        writeFileSync(join(directory, name), after.text);
      }
      const compilerOptions = {
        strict: true,
        exactOptionalPropertyTypes: true,
        noUncheckedIndexedAccess: true,
        noEmit: true,
        target: 'ES2024',
        lib: ['ES2024', 'DOM', 'DOM.Iterable'],
        module: 'NodeNext',
        types: ['node'],
        typeRoots: [join(root, 'node_modules/@types')],
        skipLibCheck: true,
      };
      writeFileSync(join(directory, 'package.json'), '{"type":"module"}');
      writeFileSync(join(directory, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*.ts'] }));
      const { status, stdout } = spawnSync(join(root, 'node_modules/.bin/tsc'), ['-p', directory], {
        encoding: 'utf8',
      });
      assert.equal(status, 0, stdout);
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  });
});
