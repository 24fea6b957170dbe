import type { Finding } from './finding.ts';
import type { Edit } from './fix/writer.ts';
import { isSplit, schemeOf } from './tokenText.ts';

/** The edit that puts `<VARIABLE>` where the token stands: a placeholder that says what belongs there. */
export function redact(text: string, { start, end }: Finding, variable: string): Edit {
  const found = text.slice(start, end);
  if (!isSplit(found)) return { start, end, text: `<${variable}>` };
  const [quote] = found;
  return { start, end, text: `${quote}${schemeOf(found)}<${variable}>${quote}` };
}
