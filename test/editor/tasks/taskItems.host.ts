import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Account } from '../../../src/editor/accounts/vault.ts';
import { Directory } from '../../../src/editor/tasks/directory.ts';
import { TaskItems } from '../../../src/editor/tasks/taskItems.ts';
import { TaskLinks } from '../../../src/editor/tasks/taskLinks.ts';
import type { GroupNode, TaskNode } from '../../../src/editor/tasks/taskNode.ts';
import { taskPage } from '../../../src/editor/tasks/taskPage.ts';
import { TaskPages } from '../../../src/editor/tasks/taskPages.ts';
import { MileAppError, type Task } from '../../../src/mileapp/index.ts';

const now = Date.parse('2026-11-18T05:00:00Z');
const inHours = (hours: number) => new Date(now + hours * 3_600_000).toISOString();
const account = (id: string): Account => ({
  id,
  baseUrl: 'https://api.example/api/v3',
  userName: `Name of ${id}`,
  email: `${id}@example.com`,
  organization: 'Sinar',
  savedAt: 1,
});

const items = new TaskItems(
  new Directory({ ask: () => Promise.reject(new Error('nothing is asked')) }, () => now),
  () => now,
);

function groupNode(name: GroupNode['spec']['name'], error?: unknown): GroupNode {
  const ask = () =>
    error === undefined ? Promise.resolve({ items: [], total: 1204 }) : Promise.reject(error);
  return {
    kind: 'group',
    account: account('dewi'),
    id: 'dewi/g',
    spec: { key: 'g', name, filter: () => ({}) },
    pages: new TaskPages(
      ask,
      () => 50,
      () => now,
    ),
  };
}

/** Everything of a row that is not undefined, its icon and colours by name. */
function look(node: TaskNode): Record<string, unknown> {
  const { label, id, description, contextValue, accessibilityInformation, iconPath, command } =
    items.of(node);
  const { id: icon, color } = iconPath as vscode.ThemeIcon;
  return {
    label,
    id,
    description,
    contextValue,
    icon: color ? `${icon} ${color.id}` : icon,
    spoken: accessibilityInformation?.label,
    command: command?.command,
  };
}

const byStatus = { by: 'status', status: 'ONGOING' } as const;
const taskRow = (task: Partial<Task>, name: GroupNode['spec']['name'] = byStatus) =>
  look({ kind: 'task', group: groupNode(name), key: task.id ?? '?0', task: { id: '', fields: {}, ...task } });

describe('the rows of tasks', () => {
  it('say what helps to choose, and read as a sentence', () => {
    const open = { contextValue: 'task', command: 'mileapp.openTask' };
    assert.deepEqual(
      taskRow({
        id: 't1',
        title: 'Order 1',
        status: 'ONGOING',
        assignee: ['a@x.io', 'b@x.io'],
        endTime: inHours(2),
      }),
      {
        ...open,
        label: 'Order 1',
        id: 'dewi/g/t1',
        description: 'due in 2 hours · a and 1 more',
        icon: 'play-circle charts.blue',
        spoken: 'Order 1. Ongoing, assigned to a@x.io and 1 more, due in 2 hours.',
      },
    );
    assert.deepEqual(taskRow({ id: 't2', title: 'Order 2', status: 'UNASSIGNED', endTime: inHours(-3) }), {
      ...open,
      label: 'Order 2',
      id: 'dewi/g/t2',
      description: 'overdue by 3 hours',
      icon: 'circle-large-outline problemsWarningIcon.foreground',
      spoken: 'Order 2. Unassigned, overdue by 3 hours.',
    });
    assert.deepEqual(
      taskRow(
        { id: 't3', title: 'Order 3', status: 'DONE', assignee: ['a@x.io'], doneTime: inHours(-1) },
        { by: 'assignee', name: 'A', email: 'a@x.io' },
      ),
      {
        ...open,
        label: 'Order 3',
        id: 'dewi/g/t3',
        description: 'done 1 hour ago',
        icon: 'pass charts.green',
        spoken: 'Order 3. Done, assigned to a@x.io, done 1 hour ago.',
      },
    );
  });

  it('say how long something is overdue', () => {
    const said = [0.001, 0.5, 1, 23, 24, 48].map(
      (hours) => taskRow({ id: 't', status: 'UNASSIGNED', endTime: inHours(-hours) }).description,
    );
    assert.deepEqual(said, [
      'overdue by 1 minute',
      'overdue by 30 minutes',
      'overdue by 1 hour',
      'overdue by 23 hours',
      'overdue since yesterday',
      'overdue by 2 days',
    ]);
  });

  it('hold up with whatever a task lacks', () => {
    assert.deepEqual(taskRow({}), {
      label: 'Task without a title',
      id: 'dewi/g/?0',
      description: '',
      contextValue: 'task nameless',
      icon: 'question',
      spoken: 'Task without a title. No status.',
      command: undefined,
    });
    assert.equal(taskRow({ id: 't', title: 'Antar $(alert)\u202e\n x' }).label, 'Antar $\u200b(alert) x');
    assert.equal(taskRow({ id: 't', status: 'COMPLETED' }).spoken, 't. COMPLETED.');
  });

  it('of groups count what the server counts, and say of when they are', async () => {
    const group = groupNode({ by: 'hub', name: 'Hub Medan' });
    assert.equal(look(group).description, undefined);
    await group.pages.open();
    assert.deepEqual(look(group), {
      label: 'Hub Medan',
      id: 'dewi/g',
      description: '1,204',
      contextValue: 'group',
      icon: 'home',
      spoken: 'Hub Medan: 1,204 tasks.',
      command: undefined,
    });
  });

  it('name the remedy of what failed', () => {
    const group = groupNode(byStatus);
    assert.deepEqual(look({ kind: 'problem', group, error: new MileAppError('forbidden', 'x') }), {
      label: 'Your role in MileApp does not allow this.',
      id: 'dewi/g/problem',
      description: 'Try Again',
      contextValue: 'problem',
      icon: 'warning problemsWarningIcon.foreground',
      spoken: 'Your role in MileApp does not allow this. Try Again.',
      command: 'mileapp.loadMore',
    });
    assert.deepEqual(
      items.of({ kind: 'empty', group, filtered: true }).command?.command,
      'mileapp.clearFilters',
    );
    assert.deepEqual(items.of({ kind: 'empty', group, filtered: false }).command, undefined);
    assert.equal(
      items.of({ kind: 'twoTimes', account: account('dewi') }).command?.command,
      'mileapp.groupBy',
    );
  });

  it('read as sentences, each kind of them', async () => {
    const group = groupNode({ by: 'status', status: 'ONGOING' });
    const dewi = account('dewi');
    const saved = { name: 'Mine', choice: { active: true } } as const;
    const spoken = (node: TaskNode) => items.of(node).accessibilityInformation?.label;
    const unread = [spoken(group), spoken({ kind: 'more', group })];
    await group.pages.open();
    const nodes: TaskNode[] = [
      group,
      { kind: 'more', group },
      { kind: 'empty', group, filtered: false },
      { kind: 'empty', group, filtered: true },
      { kind: 'filter', account: dewi, saved, active: false, count: undefined },
      { kind: 'filter', account: dewi, saved, active: true, count: 3 },
      { kind: 'token', account: dewi, why: 'rejected' },
      { kind: 'twoTimes', account: dewi },
      { kind: 'problem', error: new MileAppError('timeout', 'x') },
    ];
    assert.deepEqual(
      [...unread, ...nodes.map(spoken)],
      [
        'Ongoing: a group of tasks.',
        'Load more tasks of Ongoing.',
        'Ongoing: 1,204 tasks.',
        'Load more tasks of Ongoing. 0 of 1,204.',
        'No tasks here.',
        'No task meets the filters. Clear Filters.',
        'Saved filter Mine: active now.',
        'Saved filter Mine, in use: 3 · active now.',
        'MileApp no longer accepts your token. Replace Token.',
        'MileApp cannot group by start time while another time is filtered. Group By.',
        'MileApp took too long to answer. Try Again.',
      ],
    );
  });
});

describe('the page of a task', () => {
  it('shows fields under the flow’s titles in its order, then those it does not know', () => {
    const task: Task = {
      id: 't1',
      title: 'Order 1',
      status: 'ONGOING',
      flow: 'Delivery',
      hub: { name: 'Hub Medan' },
      endTime: inHours(-3),
      histories: [
        { action: 'assign', createdAt: inHours(-1) },
        { action: 'create', createdAt: inHours(-2), notes: 'n' },
      ],
      fields: { other: 1, photo: ['https://a.example/1.jpg'], name: 'Budi', none: null },
    };
    const components = [
      { id: 'name', title: 'Nama' },
      { id: 'photo', title: '' },
      { id: 'absent', title: 'X' },
    ];
    const page = taskPage(task, components, now);
    assert.deepEqual(
      [page.title, page.status, page.tone, page.about],
      ['Order 1', 'Ongoing', 'warning', 'Delivery · Hub Medan · overdue by 3 hours'],
    );
    assert.deepEqual(page.sections[1], {
      heading: 'Fields',
      rows: [
        { label: 'Nama', values: [{ text: 'Budi' }] },
        { label: 'photo', values: [{ text: 'https://a.example/1.jpg', href: 'https://a.example/1.jpg' }] },
        { label: 'other', values: [{ text: '1' }] },
      ],
    });
    assert.deepEqual(
      page.timeline?.events.map(({ what, more }) => [what, more]),
      [
        ['Created', 'n'],
        ['Assigned', undefined],
      ],
    );
  });
});

describe('a link to a task from outside', () => {
  const link = (query: string) => vscode.Uri.parse(`${vscode.env.uriScheme}://mileapp.mileapp/task?${query}`);

  /** What happens, in order, when a link is followed by dewi, with made signed in as well. */
  async function follow(query: string, mayUse: boolean, openable = 'made'): Promise<string[]> {
    const told: string[] = [];
    const all = [account('dewi'), account('made')];
    const accounts = {
      all,
      load: async () => ({ kind: 'signedIn' as const, account: all[0]! }),
      choose: async ({ id }: Account) => void told.push(`use ${id}`),
    };
    const open = async ({ id }: Account, task: string) => {
      told.push(`read ${task} as ${id}`);
      if (openable !== id) throw new MileAppError('notFound', 'x');
    };
    const ask = async ({ id }: Account) => {
      told.push(`may I use ${id}?`);
      return mayUse;
    };
    await new TaskLinks(accounts, open, ask).follow(link(query));
    return told;
  }

  it('is read with the account in use', async () => {
    assert.deepEqual(await follow('id=t1', false, 'dewi'), ['read t1 as dewi']);
  });

  it('asks before another account is used', async () => {
    assert.deepEqual(await follow('id=t1', false), ['read t1 as dewi', 'may I use made?']);
    assert.deepEqual(await follow('id=t1', true), [
      'read t1 as dewi',
      'may I use made?',
      'use made',
      'read t1 as made',
    ]);
    assert.deepEqual(await follow('id=t1&account=made%40example.com', true), [
      'may I use made?',
      'use made',
      'read t1 as made',
    ]);
  });
});
