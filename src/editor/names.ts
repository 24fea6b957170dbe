/** Every id that package.json and the code share. test/manifest.test.ts compares the two. */

export const extensionId = 'mileapp.mileapp';

/** The commands that need the view “Tasks” and its code. */
export const taskCommands = {
  refresh: 'mileapp.refresh',
  loadMore: 'mileapp.loadMore',
  loadAll: 'mileapp.loadAll',
  openTask: 'mileapp.openTask',
  openTaskAsJson: 'mileapp.openTaskAsJson',
  goToTask: 'mileapp.goToTask',
  groupBy: 'mileapp.groupBy',
  filter: 'mileapp.filter',
  clearFilters: 'mileapp.clearFilters',
  saveFilter: 'mileapp.saveFilter',
  applyFilter: 'mileapp.applyFilter',
  countFilter: 'mileapp.countFilter',
  removeFilter: 'mileapp.removeFilter',
  copyId: 'mileapp.copyId',
  copyTitle: 'mileapp.copyTitle',
  copyJson: 'mileapp.copyJson',
  copyTaskRequest: 'mileapp.copyTaskRequest',
  copyListRequest: 'mileapp.copyListRequest',
  copyNewTaskRequest: 'mileapp.copyNewTaskRequest',
} as const;
export type TaskCommand = (typeof taskCommands)[keyof typeof taskCommands];

/** The commands that need the view “Leaks” and its code. */
export const leakCommands = {
  scanWorkspace: 'mileapp.scanWorkspace',
  groupByFile: 'mileapp.groupLeaksByFile',
  groupByToken: 'mileapp.groupLeaksByToken',
  openLeak: 'mileapp.openLeak',
  fixLeak: 'mileapp.fixLeak',
  ignoreLeak: 'mileapp.ignoreLeak',
  leakHistory: 'mileapp.leakHistory',
  handleLeak: 'mileapp.handleLeak',
  fixAllInWorkspace: 'mileapp.fixAllInWorkspace',
} as const;
export type LeakCommand = (typeof leakCommands)[keyof typeof leakCommands];

export const commands = {
  ...taskCommands,
  ...leakCommands,
  lookUpId: 'mileapp.lookUpId',
  signIn: 'mileapp.signIn',
  signInFromEnvironment: 'mileapp.signInFromEnvironment',
  signOut: 'mileapp.signOut',
  switchAccount: 'mileapp.switchAccount',
  openSettings: 'mileapp.openSettings',
  showLog: 'mileapp.showLog',
  scanLargeFile: 'mileapp.scanLargeFile',
  openLeakExample: 'mileapp.openLeakExample',
  keepInDotEnv: 'mileapp.keepInDotEnv',
  /** Follows the quick fix that replaces a token: remembers which name it gave. */
  leakReplaced: 'mileapp.leakReplaced',
  saveAsAccount: 'mileapp.saveAsAccount',
  fixAllInFile: 'mileapp.fixAllInFile',
  leakGuide: 'mileapp.leakGuide',
  guardCommits: 'mileapp.guardCommits',
  removeAllData: 'mileapp.removeAllData',
} as const;

export const views = { tasks: 'mileapp.tasks', leaks: 'mileapp.leaks' } as const;

/** Context keys, for `when` clauses. */
export const contexts = {
  /** How the view “Leaks” is grouped: `file` or `token`; unset means `file`. */
  leaksBy: 'mileapp.leaksBy',
  /** Whether the tree of tasks shows but a part. */
  filtered: 'mileapp.filtered',
  /** `none` or `filtered` where a tree without groups has no row, else empty. */
  empty: 'mileapp.tasks.empty',
  /** The kind of the `AccountState`; unset until the accounts have been read. */
  account: 'mileapp.account',
  /** `environment` or `.env` where a token was found there, else empty. */
  environmentToken: 'mileapp.environmentToken',
  /** Whether a quick fix has been applied; completes a step of the walkthrough. */
  leakFixed: 'mileapp.leakFixed',
} as const;

export const settings = {
  /** Rows of a page of the tree. */
  pageSize: 'mileapp.tasks.pageSize',
  /** Minutes between two refreshes of the tree while somebody may be looking; 0 for never. */
  refreshMinutes: 'mileapp.tasks.refreshMinutes',
  /** Whether hovering an id in an open file shows what it names. */
  idHover: 'mileapp.idHover',
  /** Where requests go. Scope `application`: no workspace can redirect a token. Read at sign-in only. */
  apiUrl: 'mileapp.apiUrl',
  /** Whether hard-coded tokens are looked for. */
  leaks: 'mileapp.leaks.enabled',
  /** Whether the workspace is scanned when it opens. */
  scanOnOpen: 'mileapp.leaks.scanOnOpen',
  /** Globs of files that are not looked at. */
  exclude: 'mileapp.leaks.exclude',
  /** How loud findings are, by kind. */
  severity: 'mileapp.leaks.severity',
  /** Further names whose values are tokens. */
  keys: 'mileapp.leaks.keys',
  /** The environment variable that a quick fix names for MileApp's own tokens. */
  variable: 'mileapp.leaks.variable',
} as const;

/** MileApp's own address, the default of `settings.apiUrl` (mileapp-api.md, “Base URL”). */
export const mileAppUrl = 'https://apiweb.mile.app/api/v3';

/** Where a person makes and deletes access tokens; no deeper link is documented (mileapp-api.md, §5). */
export const dashboardUrl = 'https://web.mile.app';

/** The scheme of the read-only documents that show a task. */
export const taskScheme = 'mileapp-task';

/** The type of the webviews that show a task, also in the activation event that restores them. */
export const taskPageType = 'mileapp.task';

/** The id of the authentication provider, as in `contributes.authentication`. */
export const providerId = 'mileapp';
