// The whole tree, inside groups too, over a sandbox whose times do not move: for each grouping, filter and state.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { commands, extensionId, settings, views } from '../../../src/editor/names.ts';
import type { FaultKind } from '../../sandbox/faults.ts';
import { children, forTests, group, sandbox, signOut } from '../inHost.ts';
import { presser, signIn } from '../pressing.ts';
import { answer, groupBy, treeText } from './tasksInHost.ts';

/** A Wednesday evening, so that what begins tomorrow begins this week. */
const now = new Date(2026, 10, 18, 22, 0).getTime();
const hour = 3_600_000;

const welcome = '.pane:has(.pane-header[aria-label^="Tasks"]) .welcome-view-content';

const set = (setting: string, value: unknown) =>
  vscode.workspace.getConfiguration().update(setting, value, vscode.ConfigurationTarget.Global);

/** The trees as they should be, by name: see trees.txt. */
async function readTrees(): Promise<Map<string, string>> {
  const extension = vscode.extensions.getExtension(extensionId);
  assert.ok(extension);
  const file = vscode.Uri.joinPath(extension.extensionUri, 'test', 'editor', 'tasks', 'trees.txt');
  const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
  const parts = text.split(/^== (.+)\n/m).slice(1);
  return new Map(
    parts.flatMap((name, index) => (index % 2 === 0 ? [[name, parts[index + 1]!.trimEnd()]] : [])),
  );
}

describe('the whole tree', () => {
  let trees: Map<string, string>;
  /** Compares what is shown with the tree of that name. */
  const shows = async (name: string, open = true) => {
    assert.equal(await treeText(open), trees.get(name));
  };

  before(async () => {
    trees = await readTrees();
    (await forTests()).clock.now = () => now;
    await set(settings.pageSize, 10);
    await vscode.commands.executeCommand(`${views.tasks}.focus`);
    await sandbox.become({ size: 12, now });
  });
  after(async () => {
    (await forTests()).clock.now = Date.now;
    await set(settings.pageSize, undefined);
    await sandbox.become({});
  });
  beforeEach(async () => {
    await signIn();
  });
  afterEach(async () => {
    (await forTests()).clock.now = () => now;
    await sandbox.clearFaults();
    await vscode.commands.executeCommand(commands.clearFilters);
    await groupBy('Status');
    await signOut();
  });

  for (const by of ['Status', 'Flow', 'Hub', 'Assignee', 'Start time', 'No groups']) {
    it(`is grouped by: ${by}`, async () => {
      await groupBy(by);
      await shows(`by: ${by}`);
    });
  }

  it('marks what is overdue', async () => {
    (await forTests()).clock.now = () => now + 30 * hour;
    await shows('a day later');
  });

  for (const [name, picks] of [
    ['flow', ['Flow', '☑ Delivery', '⏎']],
    ['hub', ['Hub', 'Hub Medan']],
    ['status', ['Status', 'Ongoing']],
    ['assignee', ['Assignee', 'sari@example.com']],
    ['active now', ['Active now']],
    ['created today', ['Time', 'When it was created', 'today']],
    ['starts today', ['Time', 'When it starts', 'today']],
    ['done in the last 7 days', ['Time', 'When it was done', 'in the last 7 days']],
  ] as [string, string[]][]) {
    it(`is filtered: ${name}`, async () => {
      await answer(commands.filter, [...picks, 'Show Tasks']);
      await shows(`filtered: ${name}`);
    });
  }

  it('says which grouping and filter do not go together', async () => {
    await answer(commands.filter, ['Time', 'When it was created', 'today', 'Show Tasks']);
    await groupBy('Start time');
    await shows('two times');
  });

  it('lists the saved filters first', async () => {
    await answer(commands.filter, ['Status', 'Done', 'Show Tasks']);
    const saving = Promise.resolve(vscode.commands.executeCommand(commands.saveFilter));
    await presser.waitFor('.quick-input-widget:visible input[type="text"]');
    await presser.key('Enter');
    await saving;
    const [filter] = await children();
    await vscode.commands.executeCommand(commands.countFilter, filter);
    await presser.waitFor(
      '.part.activitybar .action-item:has(.action-label[aria-label^="MileApp"]) .badge:visible',
    );
    await shows('saved filter');
    await vscode.commands.executeCommand(commands.removeFilter, filter);
  });

  describe('in each state', () => {
    const ended = { icon: 'warning problemsWarningIcon.foreground', id: 'problem | problem' };
    /** The tree by status as it is held, with what a refresh met in each of its groups. */
    const held = (problem: string) => {
      const asOf = new Date(now).toLocaleTimeString(vscode.env.language, { timeStyle: 'short' });
      const groups = (trees.get('by: Status') ?? '').split(/\n(?! )/);
      return groups
        .map((one) => one.replace(/^(\w+ \| \d+)/, `$1 · as of ${asOf}`))
        .map((one) => `${one}\n  ${problem} | ${ended.icon} | ${ended.id}`)
        .join('\n');
    };

    it('is signed out', async () => {
      await signOut();
      await shows('signed out');
      await presser.waitFor(`${welcome}:has-text("Sign in to MileApp to browse your tasks here")`);
      await signIn();
    });

    it('is loading more', async () => {
      await groupBy('No groups');
      const more = (await children()).at(-1);
      await sandbox.fault({ kind: 'slowHeaders', path: '/tasks' });
      const loaded = Promise.resolve(vscode.commands.executeCommand(commands.loadMore, more));
      while ((await sandbox.requests()).at(-1)?.state !== 'open');
      await shows('loading more');
      await presser.waitFor('.pane-body .monaco-list-row:has-text("Loading…")');
      await sandbox.open();
      await loaded;
      await shows('loaded to the end');
    });

    const retry = 'MileApp has a problem of its own. Try again in a moment. | Try Again';
    const unreadable = 'MileApp sent an answer that could not be read. | Show Log';
    const broken = 'MileApp cannot be reached: the connection broke off. | Try Again';
    const refused = (message: string) => `MileApp refused the request: ${message} | Try Again`;
    const faults: Partial<Record<FaultKind, string>> = {
      badRequest: refused('The download field is required.'),
      unauthorized: 'MileApp no longer accepts this token: it was deleted, or it expired. | Replace Token',
      forbidden: 'Your role in MileApp does not allow this. | Try Again',
      notFound: 'MileApp does not have this, or no longer. | Try Again',
      conflict: 'Somebody changed this in MileApp in the meantime. | Try Again',
      tooLarge: 'MileApp sent an answer too large to be read. | Try Again',
      rejected: refused('Invalid status value'),
      serverError: retry,
      badGateway: retry,
      unavailable: retry,
      gatewayTimeout: retry,
      truncated: unreadable,
      html: unreadable,
      statusFalse: refused('Data not found'),
      wrongShape: unreadable,
      reset: broken,
      resetBody: broken,
      redirect: unreadable,
      hugeBody: 'MileApp sent an answer too large to be read. | Try Again',
    };
    for (const [kind, problem] of Object.entries(faults)) {
      it(`holds its rows where a refresh meets ${kind}`, async () => {
        await treeText(true);
        await sandbox.fault({
          kind: kind as FaultKind,
          path: '/tasks',
          times: 0,
          location: 'https://example.com/',
        });
        await vscode.commands.executeCommand(commands.refresh);
        const rejected = kind === 'unauthorized' ? `${trees.get('deleted token')?.split('\n')[0]}\n` : '';
        assert.equal(await treeText(true), `${rejected}${held(problem)}`);
      });
    }

    it('could not read its groups, at first and again', async () => {
      await sandbox.fault({ kind: 'serverError', path: '/hubs', times: 0 });
      await groupBy('Hub');
      await shows('groups failed');
      await sandbox.clearFaults();
      await vscode.commands.executeCommand(commands.refresh);
      await children();
      await sandbox.fault({ kind: 'serverError', path: '/hubs', times: 0 });
      await vscode.commands.executeCommand(commands.refresh);
      await shows('groups failed, and were held', false);
    });

    it('has a token that was deleted', async () => {
      await signOut();
      const token = await signIn();
      await treeText(true);
      await sandbox.revoke(token);
      await vscode.commands.executeCommand(commands.loadMore, await group('Ongoing'));
      await shows('deleted token', false);
    });

    it('has a token that has expired', async () => {
      await signOut();
      await signIn(await sandbox.mint({ expiresIn: 6 }));
      await treeText(true);
      await presser.waitFor('.statusbar-item.error-kind:has-text("replace token")', { timeout: 25_000 });
      const [first, ...others] = (await treeText(true)).split('\n');
      assert.match(
        first ?? '',
        /^Your MileApp token expired on .+ \| Replace Token \| error problemsErrorIcon.foreground \| token \| token$/,
      );
      assert.equal(others.join('\n'), trees.get('by: Status'), 'what is held stays');
    });

    it('belongs to a role that may not see people', async () => {
      await signOut();
      await signIn(await sandbox.mint({ user: 'sari' }));
      await groupBy('Assignee');
      await shows('permission missing');
    });

    describe('without a task', () => {
      before(() => sandbox.become({ size: 0, now }));
      after(() => sandbox.become({ size: 12, now }));

      it('says so in each group', () => shows('no tasks, by status'));

      it('says so in its welcome view, and looks again at a click', async () => {
        await groupBy('No groups');
        await shows('no tasks');
        await presser.waitFor(`${welcome}:has-text("There are no tasks yet that your role may see.")`);
        await sandbox.become({ size: 12, now });
        await presser.click(`${welcome} .monaco-button:has-text("Refresh")`);
        await presser.waitFor('.pane-body .monaco-list-row:has-text("Load more…")');
        await shows('by: No groups');
      });
    });

    it('is filtered to nothing, and shows all at a click', async () => {
      await answer(commands.filter, ['Time', 'When it was done', 'yesterday', 'Show Tasks']);
      await shows('filtered to nothing, by status');
      await groupBy('No groups');
      await shows('filtered to nothing');
      await presser.waitFor(`${welcome}:has-text("No task meets the filters.")`);
      await presser.click(`${welcome} .monaco-button:has-text("Clear Filters")`);
      await presser.waitFor('.pane-body .monaco-list-row:has-text("Load more…")');
      await shows('by: No groups');
    });
  });
});
