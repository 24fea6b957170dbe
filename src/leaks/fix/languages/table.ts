import type { Writer } from '../writer.ts';
import { dartWriter } from './dart.ts';
import { dotnetWriters } from './dotnet.ts';
import { go } from './go.ts';
import { javascript, typescript } from './javascript.ts';
import { jvmWriters } from './jvm.ts';
import { nativeWriters } from './native.ts';
import { perl } from './perl.ts';
import { php } from './php.ts';
import { python } from './python.ts';
import { ruby } from './ruby.ts';
import { rust } from './rust.ts';
import { scriptingWriters } from './scripting.ts';
import { shellWriters } from './shell.ts';
import { terraform } from './terraform.ts';

/** One row per language that can look up its environment. */
export const writers: readonly Writer[] = [
  javascript,
  typescript,
  python,
  go,
  rust,
  ...jvmWriters,
  ...dotnetWriters,
  php,
  ruby,
  perl,
  ...nativeWriters,
  dartWriter,
  ...scriptingWriters,
  ...shellWriters,
  terraform,
];

const byLanguage = new Map(writers.map((writer) => [writer.language, writer]));

export function writerOf(language: string): Writer | undefined {
  return byLanguage.get(language);
}
