import type { Row } from './world.ts';

/** One way in which the documents, or people, break a task row. */
export type Oddity = {
  name: string;
  /** Where it stands: the same index in both organisations, whatever the seed. */
  index: number;
  /** Given the ordinary row, the odd one. */
  change: (row: Row) => unknown;
};

const without = (row: Row, ...keys: string[]): Row =>
  Object.fromEntries(Object.entries(row).filter(([key]) => !keys.includes(key)));

/** Right-to-left override, isolate, zero-width joiner: text that shows otherwise than it is written. */
const marks = '\u202E\u2066\u200B';

/** Fourteen rows among the first sixty that real data or the documents' contradictions would give. */
export const oddities: readonly Oddity[] = [
  {
    name: 'icon syntax in the title',
    index: 4,
    change: (row) => ({ ...row, title: 'Antar $(alert) segera $(trash)' }),
  },
  { name: 'label is an array', index: 6, change: (row) => ({ ...row, label: ['Makanan', 'Dokumen'] }) },
  {
    name: 'Markdown in the title',
    index: 9,
    change: (row) => ({ ...row, title: '[klik di sini](command:workbench.action.quit) **penting** `x`' }),
  },
  {
    name: 'HTML in title and content',
    index: 11,
    change: (row) => ({
      ...row,
      title: '<img src=x onerror=alert(1)>',
      content: '<b>tebal</b> & "kutip" \u2018miring\u2019\nbaris kedua\tdan tab',
    }),
  },
  { name: 'id instead of _id', index: 13, change: (row) => ({ id: row._id, ...without(row, '_id') }) },
  {
    name: 'bidirectional marks in the title',
    index: 17,
    change: (row) => ({ ...row, title: `Kirim ${marks}gnp.exe ke gudang` }),
  },
  {
    name: 'a very long title',
    index: 19,
    change: (row) => ({ ...row, title: 'Panjang sekali '.repeat(700) }),
  },
  {
    name: 'no title, no content, no status, no hub, no flow',
    index: 23,
    change: (row) => without(row, 'title', 'content', 'status', 'hub', 'hubId', 'flow', 'flowId'),
  },
  {
    name: 'status in another spelling, label a number',
    index: 27,
    change: (row) => ({ ...row, status: pascal(String(row.status)), label: 7 }),
  },
  {
    name: 'times in every format',
    index: 29,
    change: (row) => {
      const created = Date.parse(String(row.createdTime));
      return {
        ...row,
        createdTime: new Date(created).toISOString().slice(0, 19).replace('T', ' '),
        startTime: Math.floor(created / 1000),
        endTime: created + 86_400_000,
        updatedTime: new Date(created).toISOString().slice(0, 19),
        assignedTime: 'besok pagi',
        eta: '8:30:46',
      };
    },
  },
  {
    name: 'values of the wrong kind',
    index: 34,
    change: (row) => ({
      ...row,
      title: { text: 'bukan teks' },
      assignee: 'rudi@example.com',
      hub: 'bukan objek',
      orderIndex: '1741050367000',
      geoLock: [{ geoLocation: '-6.1,106.8', radius: null }],
      deviceInformation: { os: '13' },
    }),
  },
  {
    name: 'an unknown status and unknown reserved keys',
    index: 41,
    change: (row) => ({
      ...row,
      status: 'COMPLETED',
      taskType: 'activityMaster',
      syncedTime: null,
      createdBy: null,
    }),
  },
  {
    name: 'a secret and a prototype key among the fields',
    index: 47,
    change: (row) =>
      JSON.parse(
        JSON.stringify({ ...row, lampiran: { activationCode: 'dropped-123', nama: 'x' } }).replace(
          /\}$/,
          ',"__proto__":{"polluted":true},"constructor":"c"}',
        ),
      ),
  },
  { name: 'not an object', index: 53, change: () => null },
];

function pascal(status: string): string {
  return `${status[0] ?? ''}${status.slice(1).toLowerCase()}`;
}

const byIndex = new Map(oddities.map((oddity) => [oddity.index, oddity]));

export function oddityAt(index: number): Oddity | undefined {
  return byIndex.get(index);
}
