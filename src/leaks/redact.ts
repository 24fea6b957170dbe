import type { Finding } from './finding.ts';
import type { Edit } from './fix/writer.ts';
import { isSplit } from './tokenText.ts';

/** The edit that puts `<VARIABLE>` where the token stands: a placeholder that says what belongs there. */
export function redact(text: string, { start, end }: Finding, variable: string): Edit {
  const found = text.slice(start, end);
  const quote = isSplit(found) ? (found[0] ?? '') : '';
  return { start, end, text: `${quote}<${variable}>${quote}` };
}
