import { lexCode } from './lexCode.ts';
import type { Frame } from './lexicalFrame.ts';
import type { Sink } from './lexicalMachine.ts';
import { Machine } from './lexicalMachine.ts';
import { lexComment, lexString } from './lexLiteral.ts';
import { leaveEmbedded, lexMarkup, lexProse, lexTag } from './lexMarkup.ts';
import { assertNever } from './reasons.ts';

export type { Literal, Region, Sink } from './lexicalMachine.ts';

/**
 * Lexes `text` from the line start `from`, where the state is `state`, to the first line start at or
 * after `to` (or the text's end), and gives the state there. Linear in what it reads; never throws.
 */
export function lex(text: string, from: number, to: number, state: Frame, sink: Sink): Frame {
  const m = new Machine(text, from, to, state, sink);
  while (m.at < m.text.length && !m.done) {
    if (m.at >= m.limit) {
      leaveEmbedded(m);
      continue;
    }
    const end = Math.min(m.text.length, m.limit);
    switch (m.frame.kind) {
      case 'code':
        lexCode(m, m.frame, end);
        break;
      case 'comment':
        lexComment(m, m.frame, end);
        break;
      case 'string':
        lexString(m, m.frame, end);
        break;
      case 'markup':
        lexMarkup(m, m.frame, end);
        break;
      case 'tag':
        lexTag(m, m.frame, end);
        break;
      case 'prose':
        lexProse(m, m.frame, end);
        break;
      case 'embed':
        // Its language's own frame always stands above it.
        m.frame = m.frame.parent ?? m.frame;
        break;
      default:
        assertNever(m.frame);
    }
  }
  for (const literal of m.literals) {
    literal.contentEnd = m.at;
    literal.end = m.at;
  }
  return m.frame;
}
