import * as vscode from 'vscode';
import { AccountCommands } from './editor/accounts/accountCommands.ts';
import { AccountProvider } from './editor/accounts/accountProvider.ts';
import { Accounts } from './editor/accounts/accounts.ts';
import { findEnvironmentToken } from './editor/accounts/environmentToken.ts';
import { ExpiryWatch } from './editor/accounts/expiryWatch.ts';
import { stillWorks } from './editor/accounts/stillWorks.ts';
import { AccountVault } from './editor/accounts/vault.ts';
import { forgetIfRemoved, removeAllData } from './editor/allData.ts';
import { fixAllKind } from './editor/guard/fixKinds.ts';
import { GuardPolicy } from './editor/guard/guardPolicy.ts';
import { showGuide } from './editor/guard/guide.ts';
import { LargeFiles } from './editor/guard/largeFiles.ts';
import { LazyFixes } from './editor/guard/lazyFixes.ts';
import { openLeakExample } from './editor/guard/leakExample.ts';
import { LeakGuard } from './editor/guard/leakGuard.ts';
import type { TokenPlace } from './editor/guard/quickFixes.ts';
import type { Given } from './editor/guard/usedNames.ts';
import { Variables } from './editor/guard/variables.ts';
import { Baselines } from './editor/guard/workspace/baselines.ts';
import { GuardedHooks } from './editor/guard/workspace/guardedHooks.ts';
import { HistoryHover } from './editor/guard/workspace/historyHover.ts';
import { LazyLeaks } from './editor/guard/workspace/lazyLeaks.ts';
import type { LeakNode } from './editor/guard/workspace/leaksTree.ts';
import { Log } from './editor/log.ts';
import {
  commands,
  leakCommands,
  mileAppUrl,
  providerId,
  settings,
  taskCommands,
  taskPageType,
} from './editor/names.ts';
import { Network } from './editor/network.ts';
import { Setting } from './editor/settings.ts';
import { IdHover } from './editor/tasks/idHover.ts';
import { LazyView } from './editor/tasks/lazyView.ts';
import type { TaskNode } from './editor/tasks/taskNode.ts';
import { MileApp } from './mileapp/index.ts';

/** What tests get; outside test mode the extension exports nothing. */
export type ForTests = {
  tasks: vscode.TreeDataProvider<TaskNode>;
  leaks: vscode.TreeDataProvider<LeakNode>;
  context: Pick<vscode.ExtensionContext, 'globalState' | 'workspaceState' | 'logUri'>;
  /** What the view “Tasks” takes for the present; a test may set it. */
  clock: { now: () => number };
};

/** Makes every part, joins them, and hands them to VS Code to end. */
export function activate(context: vscode.ExtensionContext): ForTests | undefined {
  const own = <T extends vscode.Disposable>(part: T): T => {
    context.subscriptions.push(part);
    return part;
  };
  const command = (id: string, run: (...args: never[]) => unknown) =>
    own(vscode.commands.registerCommand(id, run));

  // Leaks: nothing but the detector is loaded here; the lookups come when somebody first comes to a leak.
  const guard = own(new LeakGuard(own(new GuardPolicy())));
  const largeFiles = own(new LargeFiles(guard));
  command(commands.scanLargeFile, () => largeFiles.scanActive());
  const variables = new Variables(own(new Setting(settings.variable, 'MILEAPP_ACCESS_TOKEN')));
  const fixes = own(
    new LazyFixes(guard, async () => {
      const { Fixes } = await import('./editor/guard/fixes.ts');
      return new Fixes(guard, variables, (token) => accountCommands.signInWith(token));
    }),
  );
  own(vscode.languages.registerHoverProvider('*', new HistoryHover(guard)));
  command(commands.fixAllInFile, () =>
    vscode.commands.executeCommand('editor.action.codeAction', { kind: fixAllKind.value, apply: 'first' }),
  );
  command(commands.keepInDotEnv, async (place: TokenPlace) =>
    (await fixes.get()).actions.keepInDotEnv(place),
  );
  command(commands.leakReplaced, async (given: Given) => (await fixes.get()).actions.replaced(given));
  command(commands.saveAsAccount, async (place: TokenPlace) =>
    (await fixes.get()).actions.saveAsAccount(place),
  );
  command(commands.leakGuide, showGuide);
  command(commands.openLeakExample, openLeakExample);

  const { workspaceState: workspace, globalState: everywhere } = context;
  const hooks = new GuardedHooks(everywhere);
  const forgotten = forgetIfRemoved({ everywhere, workspace });
  command(commands.removeAllData, () =>
    removeAllData({ secrets: context.secrets, everywhere, workspace, hooks }),
  );

  // The workspace's leaks: the code comes with the first of its commands.
  const baselines = own(new Baselines());
  const letPass = () => guard.letPass((file, token) => baselines.knows(file, token));
  own(baselines.onDidChange(letPass));
  const worker = new URL(vscode.Uri.joinPath(context.extensionUri, 'dist', 'worker.js').toString(true));
  const leaks = own(
    new LazyLeaks(async (face) => {
      const { LeaksView } = await import('./editor/guard/workspace/leaksView.ts');
      const rotation = {
        signIn: async () => (await accountCommands.signIn()) !== undefined,
        stillWorks: (token: string) => stillWorks(token, apiUrl.value, connect),
        origin: () => apiUrl.value,
      };
      return new LeaksView({ guard, variables, baselines, worker, face, rotation });
    }),
  );
  for (const id of Object.values(leakCommands))
    command(id, async (node?: LeakNode) => (await leaks.get()).run(id, node));
  command(commands.guardCommits, async () => {
    const { CommitGuard } = await import('./editor/guard/workspace/commitGuard.ts');
    const program = vscode.Uri.joinPath(context.extensionUri, 'dist', 'cli.js').fsPath;
    await new CommitGuard(program, context.extension.packageJSON.version, hooks).toggle();
  });
  if (own(new Setting(settings.scanOnOpen, false)).value) void leaks.get().then((view) => view.scan());

  // Accounts: the transport, and undici with it, comes with the first request.
  const log = own(new Log());
  const network = own(new Network());
  const connect = (baseUrl: string, token: () => Promise<string | undefined>) =>
    new MileApp({
      baseUrl,
      token,
      limiter: network.limiter,
      dispatcher: () => network.dispatcher(),
      log: (line) => log.request(line),
    });
  const vault = own(new AccountVault(context.secrets));
  const accounts = own(
    new Accounts(vault, workspace, (account) => connect(account.baseUrl, () => vault.token(account.id))),
  );
  // One reading after the other: of two at once, the older could be the last to end. What cannot be read is spoken of
  // where accounts are shown.
  let recognised = Promise.resolve();
  const recogniseOwn = () => {
    recognised = recognised.then(async () => guard.recognise(await vault.tokens())).catch(() => {});
  };
  own(vault.onDidChange(recogniseOwn));
  const apiUrl = own(new Setting(settings.apiUrl, mileAppUrl));
  const accountCommands = new AccountCommands(
    accounts,
    vault,
    apiUrl,
    connect,
    () => network.limiter.lastMinute,
  );
  command(commands.signIn, () => accountCommands.signIn());
  command(commands.signInFromEnvironment, () => accountCommands.signInFromEnvironment());
  command(commands.signOut, () => accountCommands.signOut());
  command(commands.switchAccount, () => accountCommands.switchAccount());
  command(commands.showLog, () => log.show());
  command(commands.openSettings, () => accountCommands.openSettings());

  own(new ExpiryWatch(accounts, everywhere));
  const provider = own(new AccountProvider(accounts, vault.onDidChange, () => accountCommands.signIn()));
  own(
    vscode.authentication.registerAuthenticationProvider(providerId, 'MileApp', provider, {
      supportsMultipleAccounts: true,
    }),
  );

  own(vscode.workspace.onDidGrantWorkspaceTrust(() => void findEnvironmentToken()));

  // Tasks: the code comes when the view is looked at, or one of its commands is given.
  const pauses = { onDidChange: network.onDidPause, until: () => network.limiter.pausedUntil };
  const clock = { now: Date.now };
  const tasks = own(
    new LazyView(accounts, async (face) => {
      void findEnvironmentToken();
      const { TaskView } = await import('./editor/tasks/taskView.ts');
      return new TaskView({ accounts, face, workspace, everywhere, pauses, now: () => clock.now() });
    }),
  );
  for (const id of Object.values(taskCommands))
    command(id, async (argument?: unknown) => (await tasks.get()).run(id, argument));
  own(vscode.window.registerUriHandler({ handleUri: async (uri) => (await tasks.get()).follow(uri) }));
  own(
    vscode.window.registerWebviewPanelSerializer(taskPageType, {
      deserializeWebviewPanel: async (panel) => (await tasks.get()).restore(panel),
    }),
  );
  const idHover = new IdHover(
    own(new Setting(settings.idHover, false)),
    async () => (await tasks.get()).lookUp,
  );
  own(vscode.languages.registerHoverProvider('*', idHover));
  command(commands.lookUpId, () => idHover.showAtCursor());

  // A keyring that does not answer is asked again, and spoken of, where accounts are shown.
  forgotten.then(() => accounts.load()).catch(() => {});
  return context.extensionMode === vscode.ExtensionMode.Test ? { tasks, leaks, context, clock } : undefined;
}
