import type { LiteralPlace } from '../place.ts';
import { isWhole } from '../place.ts';
import { inserted, replaced } from '../splice.ts';
import type { Edit, Writer, Written } from '../writer.ts';

/** The words and literals before a brace: `variable "x"`, `backend "s3"`. */
function blockOf({ tokens, first }: LiteralPlace): { keyword: string; opener: number }[] {
  const blocks: { keyword: string; opener: number }[] = [];
  for (let opener = tokens.enclosing(first); opener >= 0; opener = tokens.enclosing(opener)) {
    let at = opener - 1;
    while (tokens.isLiteral(at)) at--;
    blocks.push({ keyword: tokens.text(at), opener });
  }
  return blocks;
}

function literal(place: LiteralPlace, asked: string): Written {
  const { document, tokens, first, last } = place;
  const { text, eol, source } = document;
  const path = source.path ?? '';
  if (/\.tfvars$/i.test(path) || source.languageId === 'terraform-vars') return 'variableValues';
  if (/(?:^|\/)terragrunt\.hcl$/i.test(path)) {
    const lookup = `get_env("${asked}")`;
    return isWhole(place) && place.literal.shape.heredoc === 'no'
      ? replaced(place, lookup)
      : inserted(place, `\${${lookup}}`);
  }
  const blocks = blockOf(place);
  if (blocks.some(({ keyword }) => keyword === 'backend' || keyword === 'cloud')) return 'backend';
  const own = blocks[0];
  const label = own ? tokens.at(own.opener - 1) : undefined;
  if (
    own?.keyword === 'variable' &&
    label &&
    tokens.text(first - 1) === '=' &&
    tokens.text(first - 2) === 'default'
  ) {
    return withoutDefault(place, own.opener, label.text.slice(1, -1));
  }
  if (own?.keyword === 'variable') return 'constant';

  const name = asked.toLowerCase().replace(/^tf_var_/, '');
  const isDeclared = new RegExp(`^[ \\t]*variable[ \\t]+"${name}"`, 'm').test(text);
  const island = document.island(place.from);
  const block = `${eol}variable "${name}" {${eol}  type      = string${eol}  sensitive = true${eol}}${eol}`;
  const declaration: Edit[] = isDeclared
    ? []
    : [{ start: island.end, end: island.end, text: `${text[island.end - 1] === '\n' ? '' : eol}${block}` }];
  const variable = `TF_VAR_${name}`;
  if (!isWhole(place) || place.literal.shape.heredoc !== 'no') {
    return { ...inserted(place, `\${var.${name}}`, declaration), variable };
  }
  const isKey = ['=', ':'].includes(tokens.text(last + 1)) && ['{', ','].includes(tokens.text(first - 1));
  return { ...replaced(place, isKey ? `(var.${name})` : `var.${name}`, declaration), variable };
}

/** A variable whose default was the token asks for its value instead, and keeps it out of the output. */
function withoutDefault(place: LiteralPlace, opener: number, name: string): Written {
  const { tokens, document, first } = place;
  const key = tokens.at(first - 2);
  if (!key || !isWhole(place)) return 'constant';
  const { text, eol } = document;
  const from = document.lineStart(key.start);
  const isOwnLine = text.slice(from, key.start).trim() === '' && document.lineEnd(place.to) === place.to;
  const inBlock = tokens.list.slice(opener, tokens.partner(opener));
  const isSensitive = inBlock.some((token) => token.text === 'sensitive');
  const line = isSensitive ? '' : 'sensitive = true';
  return {
    edits: isOwnLine
      ? [
          {
            start: from,
            end: document.nextLine(place.to),
            text: line === '' ? '' : `${text.slice(from, key.start)}${line}${eol}`,
          },
        ]
      : [{ start: key.start, end: place.to, text: line }],
    variable: `TF_VAR_${name}`,
  };
}

export const terraform: Writer = { language: 'terraform', shown: 'var.api_token', literal };
