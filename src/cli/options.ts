import { parseArgs } from 'node:util';
import { type Format, formats } from './report.ts';

export type Options = {
  paths: string[];
  staged: boolean;
  format: Format;
  output: string | undefined;
  /** undefined: the usual one, if there is one; false: none. */
  baseline: string | false | undefined;
  writeBaseline: boolean;
  threads: number | undefined;
};

/** @throws Error with a sentence for whoever typed it */
export function parseOptions(args: string[]): Options | 'help' | 'version' {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      staged: { type: 'boolean', default: false },
      format: { type: 'string', default: 'text' },
      output: { type: 'string' },
      baseline: { type: 'string' },
      'no-baseline': { type: 'boolean', default: false },
      'write-baseline': { type: 'boolean', default: false },
      threads: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
      version: { type: 'boolean', default: false },
    },
  });
  if (values.help) return 'help';
  if (values.version) return 'version';
  const format = formats.find((one) => one === values.format);
  if (!format) throw new Error(`--format takes ${formats.join(', ')}, not ${values.format}.`);
  const threads = values.threads === undefined ? undefined : Number(values.threads);
  if (threads !== undefined && !(Number.isInteger(threads) && threads > 0 && threads <= 64))
    throw new Error('--threads takes a whole number from 1 to 64.');
  if (values.staged && positionals.length > 0)
    throw new Error('--staged takes no files: it scans the index.');
  if (values['no-baseline'] && (values.baseline !== undefined || values['write-baseline']))
    throw new Error('--no-baseline and a baseline contradict each other.');
  if (values.staged && values['write-baseline'])
    throw new Error('--write-baseline needs a scan of everything, not --staged.');
  return {
    paths: positionals.length > 0 ? positionals : ['.'],
    staged: values.staged ?? false,
    format,
    output: values.output,
    baseline: values['no-baseline'] ? false : values.baseline,
    writeBaseline: values['write-baseline'] ?? false,
    threads,
  };
}
