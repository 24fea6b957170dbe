import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { commands, settings, views } from '../../../src/editor/names.ts';
import type { TaskNode } from '../../../src/editor/tasks/taskNode.ts';
import { children, closeFiles, group, openFile, rows, sandbox, signOut, tree } from '../inHost.ts';
import { answerNotification, presser, signIn } from '../pressing.ts';
import { answer, groupBy, pickRow, press } from './tasksInHost.ts';

const input = '.quick-input-widget:visible input[type="text"]';

/** Rows as `label · description · id without its account · context value`. */
async function looks(nodes: TaskNode[]): Promise<string[]> {
  const provider = await tree();
  const items = await Promise.all(nodes.map((node) => provider.getTreeItem(node)));
  return items.map(({ label, description, id, contextValue }) =>
    [label, description, id?.replace(/^[^/]*\//, ''), contextValue].filter(Boolean).join(' · '),
  );
}

const labels = async (node?: TaskNode) => (await rows(node)).map((row) => row.split(' | ')[0]);
const firstTask = async (label = 'Ongoing') => {
  const task = (await children(await group(label))).find((node) => node.kind === 'task');
  assert.ok(task?.kind === 'task');
  return task;
};

describe('the view of tasks', () => {
  before(async () => {
    await vscode.commands.executeCommand(`${views.tasks}.focus`);
  });
  beforeEach(async () => {
    await signIn();
  });
  afterEach(async () => {
    await sandbox.clearFaults();
    await vscode.commands.executeCommand(commands.clearFilters);
    await signOut();
    await closeFiles();
  });

  describe('groups', () => {
    afterEach(() => groupBy('Status'));

    const expected: Record<string, string[]> = {
      Status: ['Unassigned · status/UNASSIGNED', 'Ongoing · status/ONGOING', 'Done · status/DONE'],
      Flow: ['Delivery', 'Pickup', 'Kunjungan Toko', 'Service AC', 'Activity'].map(
        (name, index) => `${name} · flow/66a0000100000000f100000${index}`,
      ),
      Hub: ['Denpasar', 'Makassar', 'Medan', 'Semarang', 'Surabaya', 'Yogyakarta'].map(
        (name, index) => `Hub ${name} · hub/66a0000100000000b100000${index}`,
      ),
    };
    for (const [by, wanted] of Object.entries(expected)) {
      it(`are those of ${by.toLowerCase()}`, async () => {
        await groupBy(by);
        const roots = await children();
        assert.deepEqual(
          await looks(roots),
          wanted.map((one) => `${one} · group`),
        );
        assert.deepEqual(await children(), roots, 'asked again, it gives the same');
        const [first] = roots;
        assert.ok(first?.kind === 'group');
        const contexts = (await looks(await children(first))).map((look) => look.split(' · ').at(-1));
        assert.deepEqual([...new Set(contexts)].toSorted().at(-1), 'task');
        const [counted] = await looks(await children());
        assert.equal(counted, `${wanted[0]?.replace(' · ', ` · ${first.pages.total} · `)} · group`);
      });
    }

    it('are those of start time, of which none is empty by nature', async () => {
      await groupBy('Start time');
      const found = await looks(await children());
      const all = ['Earlier · startTime/earlier', 'Today · startTime/today', 'Later · startTime/later'];
      assert.deepEqual(
        found.filter((one) => !one.startsWith('This week')),
        all.map((one) => `${one} · group sorted`),
      );
    });

    it('are people, whoever is signed in first and nobody last', async () => {
      await groupBy('Assignee');
      const found = await labels();
      assert.match(found[0] ?? '', /^Dewi/);
      assert.equal(found.at(-1), 'Nobody yet');
      assert.ok(found.length > 10);
    });

    it('are none, and the rows stand at the root', async () => {
      await groupBy('No groups');
      const found = await children();
      assert.deepEqual([found.length, found.at(-1)?.kind], [51, 'more']);
    });
  });

  it('says what it shows, and shows all at one command', async () => {
    await answer(commands.filter, ['Hub', 'Hub Medan', 'Status', 'Ongoing', 'Show Tasks']);
    assert.deepEqual(await labels(), ['Ongoing']);
    await presser.waitFor('.pane-header .description:has-text("Hub Medan · Ongoing")');
    await vscode.commands.executeCommand(commands.clearFilters);
    assert.deepEqual(await labels(), ['Unassigned', 'Ongoing', 'Done']);
  });

  it('leads back from each step of a filter to the one before', async () => {
    const back = '.quick-input-widget:visible .quick-input-left-action-bar .action-label';
    const filtering = Promise.resolve(vscode.commands.executeCommand(commands.filter));
    await press('Time');
    await press('When it was done');
    await press('Other days…');
    await presser.waitFor(
      '.quick-input-widget:visible .quick-input-message:has-text("The first and the last day")',
    );
    await presser.click(back);
    await presser.waitFor(`${pickRow}:has-text("yesterday")`);
    await presser.click(back);
    await presser.waitFor(`${pickRow}:has-text("Any time")`);
    await presser.click(back);
    await press('Hub');
    await presser.waitFor(`${pickRow}:has-text("Hub Medan")`);
    await presser.click(back);
    await presser.waitFor(`${pickRow}:has-text("Show Tasks")`);
    assert.deepEqual(await presser.texts(back), [], 'the menu is the first step');
    await presser.key('Escape');
    await filtering;
    assert.deepEqual(await labels(), ['Unassigned', 'Ongoing', 'Done']);
  });

  it('keeps filters under names, at the top, and takes them away', async () => {
    await answer(commands.filter, ['Status', 'Done', 'Show Tasks']);
    const saving = Promise.resolve(vscode.commands.executeCommand(commands.saveFilter));
    await presser.waitFor(input);
    await presser.key('Control+a');
    await presser.insert('Finished');
    await presser.key('Enter');
    await saving;
    await vscode.commands.executeCommand(commands.clearFilters);
    assert.deepEqual((await rows())[0], 'Finished | Done');
    const [filter] = await children();
    await vscode.commands.executeCommand(commands.applyFilter, filter);
    assert.deepEqual(await labels(), ['Finished', 'Done']);
    await vscode.commands.executeCommand(commands.countFilter, filter);
    await untilRow((row) => /^Finished \| \d+ · Done$/.test(row));
    await vscode.commands.executeCommand(commands.removeFilter, filter);
    assert.deepEqual(await labels(), ['Done']);
  });

  it('shows a card for a row that is hovered, in which no text of the task is markup', async () => {
    const provider = await tree();
    const token = new vscode.CancellationTokenSource().token;
    const before = (await sandbox.requests()).length;
    const nodes = (await Promise.all((await children()).map((node) => children(node)))).flat();
    let cards = 0;
    for (const node of nodes) {
      if (node.kind !== 'task' || !/[[<]/.test(node.task.title ?? '')) continue;
      const item = await provider.getTreeItem(node);
      assert.equal(item.tooltip, undefined, 'nothing is read before');
      const resolved = await provider.resolveTreeItem?.(item, node, token);
      const card = resolved?.tooltip;
      assert.ok(card instanceof vscode.MarkdownString);
      assert.deepEqual([card.isTrusted, card.supportHtml, card.supportThemeIcons], [undefined, false, false]);
      assert.doesNotMatch(card.value, /[<[\]]|https:|command:/);
      cards++;
    }
    const asked = (await sandbox.requests()).slice(before).filter(({ path }) => path.startsWith('/task/'));
    assert.deepEqual([cards, asked.length], [2, 2]);
  });

  it('opens a task as a page, and says what it is', async () => {
    const task = await firstTask();
    await vscode.commands.executeCommand(commands.openTask, task);
    const tab = vscode.window.tabGroups.activeTabGroup.activeTab;
    assert.ok(tab?.input instanceof vscode.TabInputWebview);
    assert.match(tab.input.viewType, /mileapp\.task$/);
    assert.equal(tab.label, (await (await tree()).getTreeItem(task)).label);
    await vscode.commands.executeCommand(commands.openTask, task);
    assert.equal(vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).length, 1, 'one page for each task');
    await vscode.commands.executeCommand(commands.openTaskAsJson);
    const shown = vscode.window.activeTextEditor?.document;
    assert.equal(JSON.parse(shown?.getText() ?? '').id, task.task.id, 'the page that has the focus, as JSON');
    assert.equal(vscode.window.tabGroups.all.length, 2, 'beside it');
  });

  it('shows a page in which a stranger’s markup is text, and opens its links and no others', async () => {
    const inPage = (selector: string) =>
      ['iframe.webview.ready', '#active-frame', selector].join(' >> internal:control=enter-frame >> ');
    const groups = await children();
    const nodes = (await Promise.all(groups.map((node) => children(node)))).flat();
    const task = nodes.find((node) => node.kind === 'task' && node.task.title?.includes('<img'));
    assert.ok(task);
    await vscode.commands.executeCommand(commands.openTask, task);
    await presser.waitFor(inPage('h1'));
    assert.deepEqual(await presser.texts(inPage('h1')), ['<img src=x onerror=alert(1)>']);
    assert.deepEqual(await presser.texts(inPage('main img, main script, main [onerror]')), []);
    assert.ok(
      (await presser.texts(inPage('dt'))).includes('Nama pelanggan'),
      'fields stand under their titles',
    );
    assert.ok((await presser.texts(inPage('li'))).length > 0, 'and its history is there');
  });

  it('keeps what is open, chosen and scrolled to, and asks once for it, through a refresh', async () => {
    const row = (text: string) => `.pane-body .monaco-list-row[aria-label*="${text}"]`;
    const asked = async () => (await sandbox.requests()).filter(({ path }) => path === '/tasks').length;
    const before = await asked();
    assert.deepEqual(await labels(), ['Unassigned', 'Ongoing', 'Done']);
    await presser.click(row('Ongoing'));
    await presser.waitFor(row(', due '));
    const opened = await asked();
    assert.equal(opened - before, 1);
    const ongoing = await group('Ongoing');
    await presser.key('End');
    await presser.waitFor('.pane-body .monaco-list-row.focused:has-text("Done")');
    await presser.key('ArrowUp');
    await presser.waitFor('.pane-body .monaco-list-row.focused:has-text("Load more…")');
    await vscode.commands.executeCommand(commands.refresh);
    await rows(ongoing);
    await presser.waitFor('.pane-body .monaco-list-row.focused:has-text("Load more…")');
    assert.equal((await asked()) - opened, 1);
    await presser.key('Home');
    await presser.click(row('Ongoing'));
  });

  it('copies what a row is, and code that reads it', async () => {
    const task = await firstTask();
    const copied = async (command: string, ...asked: string[]) => {
      await answer(command, asked, task);
      return vscode.env.clipboard.readText();
    };
    assert.equal(await copied(commands.copyId), task.task.id);
    assert.equal(await copied(commands.copyTitle), (await (await tree()).getTreeItem(task)).label);
    assert.equal(JSON.parse(await copied(commands.copyJson)).id, task.task.id);
    assert.match(
      await copied(commands.copyTaskRequest, 'cURL'),
      new RegExp(`^curl 'http.*/task/${task.task.id}'`),
    );
    const list = await copied(commands.copyListRequest, 'fetch');
    assert.match(list, /^const response = await fetch\('http.*\/tasks'/);
    await answer(commands.copyListRequest, ['Python'], await group('Done'));
    assert.match(await vscode.env.clipboard.readText(), /params=\{\n {8}"status": "DONE",\n {4}\}/);
    await answer(commands.copyNewTaskRequest, ['Pickup', 'cURL']);
    const creation = await vscode.env.clipboard.readText();
    for (const part of [/^# The values below are samples made up by MileApp/, /POST/, /"flow": ?"Pickup"/])
      assert.match(creation, part);
    for (const code of [list, creation]) assert.match(code, /MILEAPP_ACCESS_TOKEN/);
  });

  it('finds a task by an id in an address, and by words', async () => {
    const task = await firstTask();
    const { id } = task.task;
    const going = Promise.resolve(vscode.commands.executeCommand(commands.goToTask));
    await presser.waitFor(input);
    await presser.insert(`https://web.mile.app/tracking/${id}`);
    await presser.click(pickRow);
    await going;
    assert.ok(vscode.window.tabGroups.activeTabGroup.activeTab?.input instanceof vscode.TabInputWebview);
    await closeFiles();

    const searching = Promise.resolve(vscode.commands.executeCommand(commands.goToTask));
    await presser.waitFor(`${pickRow}:has-text("Recent")`);
    await presser.insert('teladan');
    await presser.waitFor(`${pickRow}:has-text("Teladan")`);
    await presser.click(`${pickRow}:has-text("Teladan")`);
    await searching;
    assert.match(vscode.window.tabGroups.activeTabGroup.activeTab?.label ?? '', /teladan/i);
  });

  it('shows nothing that was found for another text', async () => {
    const searching = Promise.resolve(vscode.commands.executeCommand(commands.goToTask));
    await presser.waitFor(input);
    await presser.insert('teladan');
    await presser.waitFor(`${pickRow}:has-text("Teladan")`);
    const id = '0'.repeat(24);
    await sandbox.fault({ kind: 'slowHeaders', path: `/task/${id}` });
    await presser.key('Control+A');
    await presser.insert(id);
    await presser.waitFor(pickRow, { state: 'hidden' });
    await sandbox.open();
    await presser.waitFor(`${pickRow}:has-text("MileApp does not have this, or no longer.")`);
    assert.equal((await presser.texts(pickRow)).length, 1);

    // Words that none of those rows has, either.
    await presser.key('Control+A');
    await presser.insert('teladan');
    await presser.waitFor(`${pickRow}:has-text("Teladan")`);
    await sandbox.fault({ kind: 'slowHeaders', path: '/tasks' });
    await presser.key('Control+A');
    await presser.insert('qqqqqq');
    await presser.waitFor(`${pickRow}:has-text("Teladan")`, { state: 'hidden' });
    await sandbox.open();
    await presser.key('Escape');
    await searching;
  });

  describe('an id in code', () => {
    const hovers = async (uri: vscode.Uri, column: number) =>
      (
        await vscode.commands.executeCommand<vscode.Hover[]>(
          'vscode.executeHoverProvider',
          uri,
          new vscode.Position(0, column),
        )
      ).flatMap(({ contents }) => contents.map((one) => (one as vscode.MarkdownString).value));
    const setting = (value: boolean | undefined) =>
      vscode.workspace.getConfiguration().update(settings.idHover, value, vscode.ConfigurationTarget.Global);
    afterEach(() => setting(undefined));

    it('is looked up when hovered, where the setting says so', async () => {
      const { id } = (await firstTask()).task;
      const hub = (await firstTask()).task.hubId;
      const line = `const ids = ['${id}', '${hub}', '${'0'.repeat(24)}', 'abc'];`;
      const { document } = await openFile('ids.js', `${line}\n`);
      const before = (await sandbox.requests()).length;
      assert.deepEqual(await hovers(document.uri, line.indexOf(id)), []);
      assert.equal((await sandbox.requests()).length, before, 'nothing is asked unless the setting is on');
      await setting(true);
      const [task] = await hovers(document.uri, line.indexOf(id));
      assert.ok(task?.includes(`\`${id}\``));
      const [place] = await hovers(document.uri, line.indexOf(hub ?? ''));
      assert.match(place ?? '', /^\*\*Hub \w+\*\*\n\nHub · Sinar Logistik Contoh$/);
      const [nothing] = await hovers(document.uri, line.indexOf('000000000'));
      assert.match(nothing ?? '', /names no task&#44; hub or flow/);
      const known = (await sandbox.requests()).length;
      await hovers(document.uri, line.indexOf('000000000'));
      assert.equal((await sandbox.requests()).length, known, 'what names nothing is asked for once');
    });

    it('is looked up at the cursor by a command, whatever the setting says', async () => {
      const { id } = (await firstTask()).task;
      const editor = await openFile('one.js', `const id = '${id}';\n`);
      editor.selection = new vscode.Selection(0, 20, 0, 20);
      await vscode.commands.executeCommand(commands.lookUpId);
      await presser.waitFor(`.monaco-hover:has-text("${id}")`);
      editor.selection = new vscode.Selection(0, 2, 0, 2);
      const none = Promise.resolve(vscode.commands.executeCommand(commands.lookUpId));
      await answerNotification('There is no MileApp id at the cursor');
      await none;
    });
  });

  describe('rows that are held', () => {
    it('wait out a rate limit, say until when, and come by themselves', async () => {
      const ongoing = await group('Ongoing');
      await sandbox.fault({ kind: 'rateLimited', path: '/tasks', retryAfter: 2 });
      const failed = await rows(ongoing);
      assert.match(failed[0] ?? '', /^MileApp asks to wait/);
      await presser.waitFor('.pane-body .message:has-text("MileApp asks to wait until")');
      await untilRow((row) => row.startsWith('Load more…'), ongoing);
      await presser.waitFor('.pane-body .message:has-text("MileApp asks to wait until")', {
        state: 'hidden',
      });
    });
  });
});

/** Waits until one of the rows is as wanted: now, or when VS Code is told that rows change. */
async function untilRow(wanted: (row: string) => boolean, node?: TaskNode): Promise<void> {
  const changed = (await tree()).onDidChangeTreeData as vscode.Event<unknown>;
  for (;;) {
    const next = new Promise<void>((resolve) => {
      const listener = changed(() => {
        listener.dispose();
        resolve();
      });
    });
    if ((await rows(node)).some(wanted)) return;
    await next;
  }
}
