import assert from 'node:assert/strict';
import { readTask } from '../../src/mileapp/task.ts';

describe('readTask', () => {
  const read = (row: unknown) => {
    const tally = { unreadable: 0 };
    const task = readTask(row, tally);
    return { task, unreadable: tally.unreadable };
  };
  const whole = (row: unknown, task: unknown) => assert.deepEqual(read(row), { task, unreadable: 0 });
  const odd = (row: unknown, task: unknown) => assert.deepEqual(read(row), { task, unreadable: 1 });

  it('keeps unknown keys as fields', () => {
    whole(
      { _id: 't', flow: 'Delivery', 'name-1': 'x', n: null, list: [1, { a: 2 }] },
      {
        id: 't',
        flow: 'Delivery',
        fields: { 'name-1': 'x', n: null, list: [1, { a: 2 }] },
      },
    );
  });
  it('takes id for _id', () => whole({ id: 't' }, { id: 't', fields: {} }));
  it('leaves null and missing keys out', () => {
    whole({ _id: 't', assignedVehicle: null, createdBy: null, doneTime: null }, { id: 't', fields: {} });
  });
  it('joins a label that is a list', () =>
    whole({ _id: 't', label: ['a', 7] }, { id: 't', label: 'a, 7', fields: {} }));
  it('takes a number for a text', () => whole({ _id: 't', title: 7 }, { id: 't', title: '7', fields: {} }));
  it('takes one e-mail for a list', () =>
    whole({ _id: 't', assignee: 'a@b' }, { id: 't', assignee: ['a@b'], fields: {} }));
  for (const [said, status] of [
    ['Ongoing', 'ONGOING'],
    ['done', 'DONE'],
    ['Other', 'Other'],
  ]) {
    it(`status ${said}`, () => whole({ _id: 't', status: said }, { id: 't', status, fields: {} }));
  }
  it('reads nested objects by name, with either id', () => {
    whole(
      {
        _id: 't',
        hub: { id: 'h', name: 'Hub', lat: '-6.1', lng: 106.8, deleteAccess: true },
        assignedTo: { _id: 'u', name: 'Rudi', role: null, personalToken: 'x' },
        geoLock: { radius: 5 },
      },
      {
        id: 't',
        hub: { id: 'h', name: 'Hub', lat: -6.1, lng: 106.8 },
        assignedTo: { id: 'u', name: 'Rudi' },
        geoLock: { radius: 5 },
        fields: {},
      },
    );
  });
  it('keeps a value of the wrong kind among the fields, and counts the row', () => {
    odd(
      { _id: 't', title: { a: 1 }, doneTime: 'besok', hub: 'x' },
      {
        id: 't',
        fields: { title: { a: 1 }, doneTime: 'besok', hub: 'x' },
      },
    );
  });
  it('counts a row without an id', () => odd({ flow: 'x' }, { id: '', flow: 'x', fields: {} }));
  for (const row of [null, 'x', 7, [], undefined]) {
    it(`keeps a place for ${JSON.stringify(row)}`, () => odd(row, { id: '', fields: {} }));
  }
  it('drops credentials at every depth, also in changes and lists', () => {
    const secrets = { personalToken: 's', activationCode: 's', secretKey: 's' };
    whole(
      {
        _id: 't',
        ...secrets,
        a: [{ ...secrets, b: 1 }],
        geoLock: secrets,
        histories: [{ changeData: { c: secrets } }],
      },
      { id: 't', geoLock: {}, histories: [{ changeData: { c: {} } }], fields: { a: [{ b: 1 }] } },
    );
  });
  it('lets no key reach a prototype', () => {
    const { task } = read(
      JSON.parse('{"_id":"t","__proto__":{"x":1},"constructor":"c","a":{"__proto__":{"x":1}}}'),
    );
    assert.deepEqual(task, { id: 't', fields: { constructor: 'c', a: {} } });
    assert.equal((task.fields as { x?: unknown }).x, undefined);
  });
  it('cuts what is nested beyond all reason', () => {
    const { task } = read(JSON.parse(`{"_id":"t","a":${'['.repeat(50_000)}${']'.repeat(50_000)}}`));
    assert.ok(JSON.stringify(task).length < 300);
  });
});
