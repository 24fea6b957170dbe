import * as vscode from 'vscode';
import type { Leak } from '../../../cli/leak.ts';
import type { Severity } from '../../../leaks/index.ts';
import { assertNever } from '../../assertNever.ts';
import { longDate } from '../../longDate.ts';
import { commands } from '../../names.ts';
import { reasonInWords, sentenceFor } from '../sentences.ts';
import { type LeakPlace, type LeakStore, rangeOfLeak } from './leakStore.ts';

export type Grouping = 'file' | 'token';

/** A row of the view. */
export type LeakNode =
  | { kind: 'file'; uri: vscode.Uri; places: readonly LeakPlace[] }
  | { kind: 'token'; places: readonly LeakPlace[] }
  | { kind: 'place'; place: LeakPlace; under: Grouping };

const ranks: Record<Severity, number> = { error: 0, warning: 1, information: 2, hint: 3 };

/** The leaks of the workspace, by file or by token: the same token in five files is one leak in five places. */
export class LeaksTree implements vscode.TreeDataProvider<LeakNode>, vscode.Disposable {
  readonly onDidChangeTreeData: vscode.Event<LeakNode | undefined>;
  readonly #changed = new vscode.EventEmitter<LeakNode | undefined>();
  readonly #store: LeakStore;
  readonly #listener: vscode.Disposable;
  /** What was found out about places on demand, by their row's id. */
  readonly #histories = new Map<string, string>();
  #grouping: Grouping = 'file';

  constructor(store: LeakStore) {
    this.#store = store;
    this.onDidChangeTreeData = this.#changed.event;
    this.#listener = store.onDidChange(() => this.#changed.fire(undefined));
  }

  get grouping(): Grouping {
    return this.#grouping;
  }

  set grouping(grouping: Grouping) {
    this.#grouping = grouping;
    this.#changed.fire(undefined);
  }

  /** Adds what git knows of a place to its row. */
  tellHistory(place: LeakPlace, text: string): void {
    this.#histories.set(keyOf(place), text);
    this.#changed.fire(undefined);
  }

  getChildren(node?: LeakNode): LeakNode[] {
    if (!node) return this.#grouping === 'file' ? this.#files() : this.#tokens();
    if (node.kind === 'place') return [];
    return node.places.map((place) => ({ kind: 'place', place, under: node.kind }));
  }

  getTreeItem(node: LeakNode): vscode.TreeItem {
    switch (node.kind) {
      case 'file':
        return fileItem(node.uri, node.places);
      case 'token':
        return tokenItem(node.places);
      case 'place':
        return placeItem(node.place, node.under, this.#histories.get(keyOf(node.place)));
      default:
        return assertNever(node);
    }
  }

  dispose(): void {
    this.#listener.dispose();
    this.#changed.dispose();
  }

  #files(): LeakNode[] {
    const byFile = Map.groupBy(this.#store.places, ({ uri }) => uri.toString());
    return [...byFile.values()].map((places) => ({ kind: 'file', uri: places[0]!.uri, places }));
  }

  #tokens(): LeakNode[] {
    const byToken = Map.groupBy(this.#store.places, ({ leak }) => leak.identity);
    return [...byToken.values()]
      .sort((a, b) => worst(a) - worst(b))
      .map((places) => ({ kind: 'token', places }));
  }
}

const keyOf = ({ uri, leak }: LeakPlace) => `${uri.toString()} ${leak.identity}`;

const worst = (places: readonly LeakPlace[]) => Math.min(...places.map(({ leak }) => ranks[leak.severity]));

function fileItem(uri: vscode.Uri, places: readonly LeakPlace[]): vscode.TreeItem {
  const item = new vscode.TreeItem(uri, vscode.TreeItemCollapsibleState.Expanded);
  item.id = `file ${uri.toString()}`;
  item.iconPath = vscode.ThemeIcon.File;
  const folder = vscode.workspace.asRelativePath(uri).split('/').slice(0, -1).join('/');
  item.description = [folder, placeCount(places.length)].filter(Boolean).join(' · ');
  item.contextValue = 'leakFile';
  const path = vscode.workspace.asRelativePath(uri);
  item.accessibilityInformation = {
    label: vscode.l10n.t('{0} has leaked tokens in {1}.', path, placeCount(places.length)),
  };
  return item;
}

function tokenItem(places: readonly LeakPlace[]): vscode.TreeItem {
  const { leak } = places[0]!;
  const item = new vscode.TreeItem(leak.masked, vscode.TreeItemCollapsibleState.Expanded);
  item.id = `token ${leak.identity}`;
  item.iconPath = iconFor(leak.severity);
  item.description = [
    placeCount(places.length),
    leak.isMileApp ? 'MileApp' : '',
    reasonInWords(leak.reason),
    expiry(leak.expiresAt),
  ]
    .filter(Boolean)
    .join(' · ');
  item.tooltip = sentenceFor(leak);
  item.contextValue = 'leakToken';
  item.accessibilityInformation = { label: `${spoken(leak)} ${leak.masked}, ${placeCount(places.length)}.` };
  return item;
}

function placeItem({ uri, leak }: LeakPlace, under: Grouping, history: string | undefined): vscode.TreeItem {
  const line = vscode.l10n.t('line {0}', leak.line + 1);
  const label = under === 'file' ? leak.masked : vscode.workspace.asRelativePath(uri);
  const item = new vscode.TreeItem(label);
  item.id = `place ${under} ${uri.toString()} ${leak.start}`;
  item.iconPath = iconFor(leak.severity);
  const words = under === 'file' ? [reasonInWords(leak.reason), expiry(leak.expiresAt)] : [];
  item.description = [line, ...words, history].filter(Boolean).join(' · ');
  item.tooltip = [sentenceFor(leak), history].filter(Boolean).join(' ');
  const where = `${vscode.workspace.asRelativePath(uri)}, ${line}.`;
  item.accessibilityInformation = { label: [spoken(leak), where, history].filter(Boolean).join(' ') };
  item.contextValue = 'leakPlace';
  item.command = {
    command: commands.openLeak,
    title: vscode.l10n.t('Open'),
    arguments: [{ kind: 'place', place: { uri, leak }, under } satisfies LeakNode],
  };
  return item;
}

/** What a leak is, with the severity that its icon shows. */
function spoken(leak: Leak): string {
  return `${severityWord(leak.severity)}: ${sentenceFor(leak)}`;
}

function severityWord(severity: Severity): string {
  switch (severity) {
    case 'error':
      return vscode.l10n.t('Error');
    case 'warning':
      return vscode.l10n.t('Warning');
    case 'information':
    case 'hint':
      return vscode.l10n.t('Information');
    default:
      return assertNever(severity);
  }
}

function placeCount(count: number): string {
  return count === 1 ? vscode.l10n.t('1 place') : vscode.l10n.t('{0} places', count);
}

function expiry(expiresAt: number | undefined): string {
  if (expiresAt === undefined) return '';
  const day = longDate(expiresAt);
  return expiresAt <= Date.now()
    ? vscode.l10n.t('expired on {0}', day)
    : vscode.l10n.t('valid until {0}', day);
}

function iconFor(severity: Severity): vscode.ThemeIcon {
  switch (severity) {
    case 'error':
      return new vscode.ThemeIcon('error', new vscode.ThemeColor('problemsErrorIcon.foreground'));
    case 'warning':
      return new vscode.ThemeIcon('warning', new vscode.ThemeColor('problemsWarningIcon.foreground'));
    case 'information':
    case 'hint':
      return new vscode.ThemeIcon('info', new vscode.ThemeColor('problemsInfoIcon.foreground'));
    default:
      return assertNever(severity);
  }
}

/** Shows the place of a leak. */
export async function openLeak({ uri, leak }: LeakPlace): Promise<vscode.TextEditor> {
  return vscode.window.showTextDocument(uri, { selection: rangeOfLeak(leak) });
}
