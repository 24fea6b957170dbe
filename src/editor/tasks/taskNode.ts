import type { Task } from '../../mileapp/index.ts';
import type { Account } from '../accounts/vault.ts';
import type { GroupSpec } from './grouping.ts';
import type { SavedFilter } from './savedFilters.ts';
import type { TaskPages } from './taskPages.ts';

/** A row of the tree “Tasks”. */
export type TaskNode =
  | GroupNode
  | { kind: 'task'; group: GroupNode; key: string; task: Task }
  | { kind: 'more'; group: GroupNode }
  /** `filtered`: nothing meets the filters, and they can be cleared. */
  | { kind: 'empty'; group: GroupNode; filtered: boolean }
  /** A filter kept under a name; `count` where it is the one that is counted and the server has answered. */
  | { kind: 'filter'; account: Account; saved: SavedFilter; active: boolean; count: number | undefined }
  /** The token is of no use any more: what is held stays, and this row says so. */
  | { kind: 'token'; account: Account; why: 'rejected' | 'expired' }
  /** The filter's time and the grouping's are two, and the server takes one. */
  | { kind: 'twoTimes'; account: Account }
  /** Without a group: the accounts, or the groups themselves, could not be read. */
  | { kind: 'problem'; group?: GroupNode; error: unknown };

export type GroupNode = {
  kind: 'group';
  account: Account;
  /** Account, grouping and group: unique in the tree, and stable. */
  id: string;
  spec: GroupSpec;
  pages: TaskPages;
};
