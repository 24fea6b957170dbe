import { randomBytes } from 'node:crypto';
import type { Finding } from '../../../src/leaks/finding.ts';
import type { Fix, FixSource, Refusal } from '../../../src/leaks/fix/fixFor.ts';
import { fixesFor } from '../../../src/leaks/fix/fixFor.ts';

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** An opaque token that no file of the repository holds. */
export function mintToken(length = 40): string {
  const drawn = Array.from(randomBytes(length - 2), (byte) => letters[byte % letters.length] ?? 'a').join('');
  return `q${drawn}7`;
}

export type Marked = { text: string; findings: Finding[]; token: string };

/**
 * A text with its findings: `§` stands for the token; `⟦…⟧` encloses what a finding covers where that
 * is more than the token, and `§1`, `§2` are the token's halves.
 */
export function marked(template: string, token = mintToken()): Marked {
  const half = token.length >> 1;
  const findings: Finding[] = [];
  let text = '';
  let wideFrom = -1;
  const add = (start: number, end: number) =>
    findings.push({
      start,
      end,
      kind: 'bearer',
      severity: 'warning',
      reason: 'authorizationHeader',
      isMileApp: false,
    });
  for (const part of template.split(/(§[12]?|[⟦⟧])/)) {
    const from = text.length;
    if (part === '⟦') wideFrom = from;
    else if (part === '⟧') {
      add(wideFrom, from);
      wideFrom = -1;
    } else if (part === '§1') text += token.slice(0, half);
    else if (part === '§2') text += token.slice(half);
    else if (part === '§') {
      text += token;
      if (wideFrom < 0) add(from, text.length);
    } else text += part;
  }
  return { text, findings, token };
}

export type Applied = { text: string; answers: (Fix | Refusal)[]; refused: string[]; variables: string[] };

/** All fixes of a text at once, an edit that two of them share applied once. */
export function applied({ text, findings }: Marked, source: FixSource, variable = 'API_TOKEN'): Applied {
  const answers = fixesFor(text, findings, source, variable);
  const edits = new Map(
    answers
      .flatMap((answer) => ('refused' in answer ? [] : answer.edits))
      .map((edit) => [`${edit.start} ${edit.end} ${edit.text}`, edit]),
  );
  let result = text;
  for (const { start, end, text: replacement } of [...edits.values()].sort(
    (a, b) => b.start - a.start || b.end - a.end,
  )) {
    result = result.slice(0, start) + replacement + result.slice(end);
  }
  return {
    text: result,
    answers,
    refused: answers.flatMap((answer) => ('refused' in answer ? [answer.refused] : [])),
    variables: answers.flatMap((answer) => ('refused' in answer ? [] : [answer.variable])),
  };
}

/** {@link applied} for a template: what the text looks like afterwards. */
export function fixed(template: string, source: FixSource, variable?: string): string {
  const before = marked(template);
  const after = applied(before, source, variable);
  return after.refused.length > 0 ? `refused: ${after.refused.join(' ')}` : after.text;
}
