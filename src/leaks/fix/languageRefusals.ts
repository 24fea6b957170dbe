import type { RefusalReason } from './refusals.ts';

const byLanguage: Readonly<Record<string, RefusalReason>> = {
  json: 'json',
  jsonc: 'json',
  yaml: 'yaml',
  toml: 'toml',
  xml: 'xml',
  ini: 'ini',
  properties: 'ini',
  http: 'ini',
  sql: 'sql',
  html: 'markup',
  vue: 'markup',
  css: 'markup',
  markdown: 'prose',
  restructuredtext: 'prose',
  plaintext: 'prose',
  diff: 'prose',
  dotenv: 'dotenv',
  dockerfile: 'dockerfile',
  c: 'c',
  haskell: 'functional',
};

/** Why a language that has no row of its own cannot look up a variable. */
export function refusalByLanguage(language: string): RefusalReason {
  return byLanguage[language] ?? 'unknown';
}
