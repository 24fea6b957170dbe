import { createHmac } from 'node:crypto';
import { mask } from '../editor/mask.ts';
import {
  type Finding,
  type KnownSecrets,
  type LeakReason,
  type Severity,
  scan,
  tokenText,
} from '../leaks/detection.ts';

/** A token in a file as it may be shown, stored and sent between threads: everything but the token. */
export type Leak = {
  /** UTF-16 offsets in the file's text. */
  start: number;
  end: number;
  /** From 0, as in VS Code; columns count UTF-16 units. */
  line: number;
  column: number;
  endLine: number;
  endColumn: number;
  kind: Finding['kind'];
  severity: Severity;
  reason: LeakReason;
  isMileApp: boolean;
  /** Milliseconds since the epoch, when the token says so. */
  expiresAt?: number;
  /** At most the first and last four characters. */
  masked: string;
  /** The token's salted hash under `Salts.run`: equal tokens have equal ones. */
  identity: string;
  /** The token's salted hash under `Salts.baseline`, where there is one. */
  baselineHash?: string;
};

export type Salts = {
  /** Made for one run, so that what it prints and keeps says nothing to the next. */
  run: string;
  /** The salt of the baseline that holds for the file. */
  baseline?: string;
};

/** Equal for equal tokens under one salt; says nothing of the token to who does not know it. */
export function hashOf(token: string, salt: string): string {
  return createHmac('sha256', salt).update(token).digest('hex');
}

/**
 * The leaks of a text: what {@link scan} finds, without the hints, which nobody has to act on.
 * @param source its path is relative to the workspace or the working directory, with forward slashes
 */
export function leaksIn(
  text: string,
  source: { path: string; now: number; keys?: readonly string[]; known?: KnownSecrets },
  salts: Salts,
): Leak[] {
  return leaksFrom(text, scan(text, source), salts);
}

/** What may be shown of the findings of a text, hints left out; the findings are in order. */
export function leaksFrom(text: string, findings: readonly Finding[], salts: Salts): Leak[] {
  let line = 0;
  let lineStart = 0;
  const place = (offset: number) => {
    for (
      let end = text.indexOf('\n', lineStart);
      end >= 0 && end < offset;
      end = text.indexOf('\n', lineStart)
    ) {
      line++;
      lineStart = end + 1;
    }
    return { line, column: offset - lineStart };
  };
  return findings
    .filter(({ severity }) => severity !== 'hint')
    .map((finding) => {
      const token = tokenText(text, finding);
      const from = place(finding.start);
      const to = place(finding.end);
      return {
        ...finding,
        ...from,
        endLine: to.line,
        endColumn: to.column,
        masked: mask(token),
        identity: hashOf(token, salts.run),
        ...(salts.baseline === undefined ? {} : { baselineHash: hashOf(token, salts.baseline) }),
      };
    });
}
