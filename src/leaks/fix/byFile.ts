import type { Place } from './place.ts';
import type { RefusalReason } from './refusals.ts';
import { defaultName } from './variable.ts';
import type { Written } from './writer.ts';

/** A kind of file with a lookup of its own, whatever its language. */
type FileKind = {
  /** For people. */
  kind: string;
  /** The lookup of `API_TOKEN`, for people. */
  shown: string;
  rows: readonly string[];
  /** Told by its path, or by what it says of itself. */
  path?: RegExp;
  languageId?: string;
  content?: RegExp;
  /** Only where the value is no command line. */
  isLate?: boolean;
  write(place: Place, name: string): Written;
};

const inPlace =
  (lookup: (name: string) => string) =>
  ({ start, end }: Place, name: string): Written => ({ edits: [{ start, end, text: lookup(name) }] });

/** `${NAME:-token}` and the like: the reference is there already, and the token only its last resort. */
const inReference =
  (lookup: (name: string) => string, fallback: RegExp) =>
  (place: Place, name: string): Written => {
    const { document, start, end } = place;
    const head = document.text.slice(Math.max(0, start - 100), start);
    const found = fallback.exec(head);
    const variable = found?.groups?.name;
    if (found && variable !== undefined && document.text[end] === '}') {
      const from = start - (found.groups?.rest?.length ?? 0);
      return { edits: [{ start: from, end, text: '' }], variable };
    }
    if (isInFlow(place)) return 'flow';
    return inPlace(lookup)(place, name);
  };

/** Whether a plain value of YAML stands between braces or square brackets. */
function isInFlow({ kind, row, document, start }: Place): boolean {
  if (row.name !== 'yaml' || kind === 'literal') return false;
  const head = document.text
    .slice(document.lineStart(start), start)
    .replace(/\$\{\{[^}]*\}\}|\$\{[^}]*\}|"[^"]*"|'[^']*'/g, '');
  return /(?:^|[:\s-])[{[][^}\]]*$/.test(head);
}

const dollarBraces = (name: string) => `\${${name}}`;

const composeFallback = /\$\{(?<name>\w+)(?<rest>:?-)$/;
const springFallback = /\$\{(?<name>[\w.-]+)(?<rest>:)$/;

/** A secret's name may not begin with `GITHUB_`. */
const secret = (name: string) => name.replace(/^GITHUB_/, 'GH_');

const ansible = (place: Place, name: string): Written => {
  const { document, start, end } = place;
  const lookup = (quote: string) => `{{ lookup(${quote}env${quote}, ${quote}${name}${quote}) }}`;
  if (place.kind === 'literal') {
    return { edits: [{ start, end, text: lookup(place.literal.opener === "'" ? '"' : "'") }] };
  }
  const isWhole =
    /:\s+$/.test(document.text.slice(document.lineStart(start), start)) && end === document.lineEnd(end);
  return isWhole ? { edits: [{ start, end, text: `"${lookup("'")}"` }] } : 'flow';
};

/** HOCON knows references only outside quotes. */
const hocon = (place: Place, name: string): Written => {
  if (place.kind === 'bare') return inPlace(dollarBraces)(place, name);
  const { before, after, from, to } = place;
  const piece = (content: string) => (content === '' ? '' : `"${content}"`);
  return { edits: [{ start: from, end: to, text: `${piece(before)}${dollarBraces(name)}${piece(after)}` }] };
};

const registry = (place: Place, asked: string): Written => {
  const name = asked === defaultName ? 'NPM_TOKEN' : asked;
  return { edits: [{ start: place.start, end: place.end, text: dollarBraces(name) }], variable: name };
};

const refuse = (reason: RefusalReason) => (): Written => reason;

/** In the order in which they are tried. */
export const fileKinds: readonly FileKind[] = [
  {
    kind: 'REST Client',
    shown: '{{$dotenv API_TOKEN}}',
    rows: ['http'],
    write: (place, name) =>
      inPlace((said) =>
        /\{\{\$processEnv\b/.test(place.document.text) ? `{{$processEnv ${said}}}` : `{{$dotenv ${said}}}`,
      )(place, name),
  },
  {
    kind: 'Postman environment',
    shown: '',
    rows: ['json', 'jsonc'],
    path: /\.postman_environment\.json$/i,
    write: refuse('variableValues'),
  },
  {
    kind: 'Postman collection',
    shown: '{{API_TOKEN}}',
    rows: ['json', 'jsonc'],
    path: /\.postman_collection\.json$/i,
    content: /"_postman_id"|schema\.getpostman\.com/,
    write: inPlace((name) => `{{${name}}}`),
  },
  {
    kind: 'Insomnia',
    shown: '{{ _.API_TOKEN }}',
    rows: ['json', 'jsonc', 'yaml'],
    path: /(?:^|\/)\.?insomnia[\w.-]*\.(?:json|ya?ml)$/i,
    content: /"__export_source"\s*:\s*"insomnia|^type: collection\.insomnia\.rest/m,
    write: inPlace((name) => `{{ _.${name} }}`),
  },
  {
    kind: 'Bruno',
    shown: '{{process.env.API_TOKEN}}',
    rows: ['unknown'],
    path: /\.bru$/i,
    write: inPlace((name) => `{{process.env.${name}}}`),
  },
  {
    kind: 'VS Code settings',
    shown: '',
    rows: ['json', 'jsonc'],
    path: /(?:^|\/)(?:\.vscode\/|User\/)settings\.json$|\.code-workspace$/,
    write: refuse('settings'),
  },
  {
    kind: 'MCP servers of Claude Code (.mcp.json)',
    shown: dollarBraces(defaultName),
    rows: ['json', 'jsonc'],
    path: /(?:^|\/)\.mcp\.json$/,
    write: inReference(dollarBraces, composeFallback),
  },
  {
    kind: 'VS Code: mcp.json, launch.json, tasks.json',
    shown: '${env:API_TOKEN}',
    rows: ['json', 'jsonc'],
    path: /(?:^|\/)(?:\.vscode\/(?:mcp|launch|tasks)|mcp|mcp_config)\.json$/,
    write: inPlace((name) => `\${env:${name}}`),
  },
  {
    kind: 'Dev container',
    shown: '${localEnv:API_TOKEN}',
    rows: ['json', 'jsonc'],
    path: /(?:^|\/)\.?devcontainer\.json$/,
    write: inPlace((name) => `\${localEnv:${name}}`),
  },
  {
    kind: 'GitHub Actions',
    shown: '${{ secrets.API_TOKEN }}',
    rows: ['yaml'],
    path: /(?:^|\/)\.github\/(?:workflows\/[^/]+|dependabot)\.ya?ml$/,
    languageId: 'github-actions-workflow',
    write: (place, asked) => {
      const name = secret(asked);
      if (isInFlow(place)) return 'flow';
      return {
        edits: [{ start: place.start, end: place.end, text: `\${{ secrets.${name} }}` }],
        variable: name,
      };
    },
  },
  {
    kind: 'Docker Compose',
    shown: dollarBraces(defaultName),
    rows: ['yaml'],
    path: /(?:^|\/)(?:docker-)?compose(?:[.-][\w.-]+)?\.ya?ml$/,
    languageId: 'dockercompose',
    write: inReference(dollarBraces, composeFallback),
  },
  {
    kind: 'Spring properties',
    shown: dollarBraces(defaultName),
    rows: ['properties', 'yaml'],
    path: /(?:^|\/)(?:application|bootstrap)(?:-[\w-]+)?\.(?:properties|ya?ml)$/,
    write: inReference(dollarBraces, springFallback),
  },
  {
    kind: 'GitLab CI',
    shown: dollarBraces(defaultName),
    rows: ['yaml'],
    path: /(?:^|\/)\.gitlab-ci[\w.-]*\.ya?ml$/,
    isLate: true,
    write: inReference(dollarBraces, composeFallback),
  },
  {
    kind: 'Azure Pipelines',
    shown: '$(API_TOKEN)',
    rows: ['yaml'],
    path: /(?:^|\/)\.?azure-pipelines[\w.-]*\.ya?ml$/,
    write: inPlace((name) => `$(${name})`),
  },
  {
    kind: 'Serverless Framework',
    shown: '${env:API_TOKEN}',
    rows: ['yaml'],
    path: /(?:^|\/)serverless[\w.-]*\.ya?ml$/,
    write: inPlace((name) => `\${env:${name}}`),
  },
  {
    kind: 'Ansible',
    shown: "{{ lookup('env', 'API_TOKEN') }}",
    rows: ['yaml'],
    languageId: 'ansible',
    path: /(?:^|\/)(?:playbooks?|roles)\/.*\.ya?ml$|(?:^|\/)(?:playbook|site)\.ya?ml$/,
    write: ansible,
  },
  {
    kind: 'npm and Yarn (.npmrc, .yarnrc.yml)',
    shown: '${NPM_TOKEN}',
    rows: ['ini', 'properties', 'yaml', 'unknown', 'plaintext'],
    path: /(?:^|\/)(?:\.npmrc|\.yarnrc\.yml)$/,
    write: registry,
  },
  {
    kind: 'pip requirements',
    shown: dollarBraces(defaultName),
    rows: ['plaintext', 'unknown'],
    path: /(?:^|\/)requirements[\w.-]*\.(?:txt|in)$/,
    languageId: 'pip-requirements',
    write: inPlace(dollarBraces),
  },
  {
    kind: 'HOCON (application.conf)',
    shown: dollarBraces(defaultName),
    rows: ['properties', 'unknown'],
    path: /(?:^|\/)(?:application|reference)[\w.-]*\.conf$|\.hocon$/,
    write: hocon,
  },
  {
    kind: 'Maven',
    shown: '${env.API_TOKEN}',
    rows: ['xml'],
    path: /(?:^|\/)pom\.xml$/,
    content: /maven\.apache\.org\/(?:POM|SETTINGS)\//,
    write: inPlace((name) => `\${env.${name}}`),
  },
  {
    kind: 'NuGet',
    shown: '%API_TOKEN%',
    rows: ['xml'],
    path: /(?:^|\/)nuget\.config$/i,
    write: inPlace((name) => `%${name}%`),
  },
];

/**
 * The lookup that the kind of file asks for; undefined where only its language decides. To be asked
 * `early`, before command lines inside values are looked at, and `late`, after.
 */
export function byFile(place: Place, name: string, when: 'early' | 'late'): Written | undefined {
  const { path = '', languageId } = place.document.source;
  const { row, document } = place;
  const found = fileKinds.find(
    (kind) =>
      (kind.isLate === true) === (when === 'late') &&
      kind.rows.includes(row.name) &&
      ((kind.path === undefined && kind.content === undefined && kind.languageId === undefined) ||
        kind.path?.test(path) ||
        (languageId !== undefined && kind.languageId === languageId) ||
        (kind.content !== undefined &&
          document.row === row &&
          document.once(`kind ${kind.kind}`, () => kind.content?.test(document.text)))),
  );
  if (found) return found.write(place, name);
  return when === 'late' ? withoutFallback(place) : undefined;
}

const dataRows = ['json', 'jsonc', 'yaml', 'toml', 'ini', 'properties', 'xml', 'unknown'];

/** `${NAME:-token}` needs no more than its fallback taken out, whoever reads the file. */
function withoutFallback({ document, row, start, end }: Place): Written | undefined {
  const found = composeFallback.exec(document.text.slice(Math.max(0, start - 100), start));
  const { name, rest } = found?.groups ?? {};
  if (!dataRows.includes(row.name) || name === undefined || rest === undefined || document.text[end] !== '}')
    return undefined;
  return { edits: [{ start: start - rest.length, end, text: '' }], variable: name };
}
