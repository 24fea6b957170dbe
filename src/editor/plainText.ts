/**
 * Text from a stranger (a task's title, a customer's name) made fit for a label: one line, no control or
 * direction-changing characters, no `$(icon)`, at most `limit` UTF-16 units.
 */
export function plainText(text: string, limit = 200): string {
  const line = text
    .slice(0, limit * 4)
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .replace(/[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, '')
    .replace(/\$\(/g, '$\u200b(')
    .trim();
  return line.length <= limit ? line : `${line.slice(0, limit - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}
