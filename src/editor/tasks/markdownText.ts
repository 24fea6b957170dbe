import { plainText } from '../plainText.ts';

/**
 * Text from a stranger as Markdown that shows it and nothing else: whatever could be markup, an address or an icon is
 * written as a character reference. One line, at most `limit` UTF-16 units of the text.
 */
export function markdownText(text: string, limit = 200): string {
  return plainText(text, limit)
    .replaceAll('\u200b', '')
    .replace(/[^\p{L}\p{M}\p{N} ]/gu, (character) => `&#${character.codePointAt(0)};`);
}
