import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import type { Finding } from '../../../src/leaks/finding.ts';
import { scan } from '../../../src/leaks/scan.ts';
import { fill } from '../mint.ts';
import { applied } from './marked.ts';

type Case = {
  id: string;
  language: string;
  file: string | null;
  text: string;
  leak: boolean;
  token: string | null;
  fix: string | null;
  note: string;
  tags: readonly string[];
};

/** Where our form is another than the one the case shows, and does the same. */
const otherForms: Readonly<Record<string, string>> = {
  // `string | undefined` would not compile where the value is used.
  'pos-019': 'const t = Deno.args[0] ?? Deno.env.get("API_TOKEN")!;',
  // Nested quotes need C# 11.
  'pos-043': 'var h = "Bearer " + Environment.GetEnvironmentVariable("API_TOKEN");',
};

function findingsOf(one: Case): Finding[] {
  const source = { languageId: one.language, ...(one.file === null ? {} : { path: one.file }) };
  const found = scan(one.text, source).filter((finding) => finding.severity !== 'hint');
  if (one.tags.includes('two')) return found;
  const start = one.text.indexOf(one.token ?? '');
  const end = start + (one.token ?? '').length;
  return [
    found.find((finding) => finding.start === start && finding.end === end) ?? {
      start,
      end,
      kind: 'jwt',
      severity: 'warning',
      reason: 'liveJwt',
      isMileApp: false,
    },
  ];
}

/** The import and the declaration that stand apart from the line of the case. */
function withoutImports(text: string): string {
  return text
    .replace(/^(?:import (?:os|"os"|Foundation|'dart:io';)|using System;)\n+/m, '')
    .replace(/\n+variable "\w+" \{\n[^}]*\}\n?/, '');
}

function check(one: Case): void {
  const source = { languageId: one.language, ...(one.file === null ? {} : { path: one.file }) };
  const findings = findingsOf(one);
  const { text, refused } = applied({ text: one.text, findings, token: one.token ?? '' }, source);
  if (one.fix === null) {
    assert.equal(refused.length, findings.length, text);
    return;
  }
  assert.deepEqual(refused, []);
  assert.equal(withoutImports(text), otherForms[one.id] ?? one.fix);
  assert.deepEqual(
    scan(text, source).filter((finding) => finding.severity !== 'hint'),
    [],
    text,
  );
}

const read = (path: URL) => (JSON.parse(readFileSync(path, 'utf8')) as Case[]).filter((one) => one.leak);

describe('the fixes of the given cases', () => {
  for (const one of read(new URL('../cases.json', import.meta.url))) {
    const filled = {
      ...one,
      text: fill(one.text),
      token: one.token === null ? null : fill(one.token),
      fix: one.fix === null ? null : fill(one.fix),
    };
    it(`${one.id} ${one.language}: ${one.note}`, () => check(filled));
  }
});

describe('the fixes of the given cases as they were given', () => {
  const path = new URL('../../../../shared/leak-cases.json', import.meta.url);
  it('are all alike, where ../shared has them', function () {
    if (!existsSync(path)) this.skip();
    for (const one of read(path)) check(one);
  });
});
