import { describe, expect, test, vi } from 'vitest';
import { UNCONFIRMED, UNDELIVERED, type EventRow } from '../../db/events/events.ts';
import { customerId, workspaceId } from '../../domain/ids.schema.ts';
import { MINUTE } from '../../domain/time.ts';
import { aPurchase, NOON } from '../builders.ts';
import { aRecord, NOTHING_LOADED, WORKSPACE } from './rows.ts';
import type { OpenStores } from './stores.ts';

const OTHER = workspaceId.parse('other-shop');
const OTHER_CUSTOMER = customerId.parse('c-2');

function aRow(id: string, given: Partial<EventRow> = {}): EventRow {
  const receivedAt = given.receivedAt ?? NOON;
  const event = aPurchase({ id, at: receivedAt });
  return {
    _id: event.key,
    workspace: WORKSPACE,
    customer: event.customer,
    event,
    hash: `hash of ${id}`,
    receivedAt,
    p: UNDELIVERED,
    due: receivedAt,
    ...given,
  };
}

/** Of a row that lies ahead of a test clock. */
function ahead(id: string, at: number, given: Partial<EventRow> = {}): EventRow {
  const { p: _p, due: _due, ...row } = aRow(id);
  return { ...row, event: aPurchase({ id, at }), ahead: 1, ...given };
}

/** What every event store does, whatever keeps its rows. */
export function describeEventStore(name: string, open: OpenStores): void {
  const ids = (rows: readonly EventRow[]) => rows.map((row) => row._id);

  describe(`${name}: inserting`, () => {
    test('a new row is inserted, and is there to be delivered', async () => {
      const { events } = await open();
      const row = aRow('a');
      expect(await events.insert([row])).toEqual([{ key: row._id, verdict: 'inserted', hash: row.hash, pending: row }]);
      expect(await events.due(WORKSPACE, NOON, 10)).toEqual([row]);
    });

    test('a row that is not to be delivered now is not offered for delivery', async () => {
      const { events } = await open();
      const { p: _p, due: _due, ...imported } = aRow('a', { import: 'job-1' });
      const inserted = await events.insert([imported, ahead('b', NOON + MINUTE)]);
      expect(inserted.map(({ verdict, pending }) => [verdict, pending])).toEqual([
        ['inserted', null],
        ['inserted', null],
      ]);
      expect(await events.due(WORKSPACE, NOON, 10)).toEqual([]);
    });

    test('the same body again is a duplicate, and comes back with its first arrival', async () => {
      const { events } = await open();
      const first = aRow('a');
      await events.insert([first]);
      const [again] = await events.insert([aRow('a', { receivedAt: NOON + MINUTE })]);
      expect(again).toEqual({ key: first._id, verdict: 'duplicate', hash: first.hash, pending: first });
    });

    test('another body under the same id is a conflict, and changes nothing', async () => {
      const { events } = await open();
      const first = aRow('a');
      await events.insert([first]);
      const [other] = await events.insert([aRow('a', { hash: 'another', receivedAt: NOON + MINUTE })]);
      expect(other).toEqual({ key: first._id, verdict: 'conflict', hash: first.hash, pending: null });
      expect(await events.due(WORKSPACE, NOON + MINUTE, 10)).toEqual([first]);
    });

    test('bad rows cost good rows nothing: one verdict each, in order', async () => {
      const { events } = await open();
      await events.insert([aRow('b'), aRow('d')]);
      const inserted = await events.insert([aRow('a'), aRow('b', { hash: 'another' }), aRow('c'), aRow('d')]);
      expect(inserted.map((row) => row.verdict)).toEqual(['inserted', 'conflict', 'inserted', 'duplicate']);
      expect(ids(await events.due(WORKSPACE, NOON, 10)).toSorted()).toEqual(
        ids([aRow('a'), aRow('b'), aRow('c'), aRow('d')]),
      );
    });

    test('one event from many sides at once is inserted once', async () => {
      const { events } = await open();
      const inserted = await Promise.all(Array.from({ length: 100 }, () => events.insert([aRow('a')])));
      const verdicts = inserted.map((rows) => rows[0]?.verdict);
      expect(verdicts.filter((verdict) => verdict === 'inserted')).toHaveLength(1);
      expect(verdicts.filter((verdict) => verdict === 'duplicate')).toHaveLength(99);
      expect(await events.due(WORKSPACE, NOON, 10)).toHaveLength(1);
    });
  });

  describe(`${name}: delivering`, () => {
    test('a delivered row waits to be known as applied, and a client that sends it again wakes nobody', async () => {
      const { events } = await open();
      const rows = [aRow('a'), aRow('b', { customer: OTHER_CUSTOMER })];
      await events.insert(rows);
      await events.markDelivered(ids([aRow('a'), aRow('never-seen')]), NOON + 1, NOON + MINUTE);
      // Such a mark need not be durable at once: without it there is one delivery more.
      await vi.waitFor(async () => expect(ids(await events.due(WORKSPACE, NOON, 10))).toEqual(ids([aRow('b')])));
      const [row] = (await events.due(WORKSPACE, NOON + MINUTE, 10)).filter(({ p }) => p === UNCONFIRMED);
      expect(row).toEqual({ ...aRow('a'), p: UNCONFIRMED, due: NOON + MINUTE, sentAt: NOON + 1, tries: 1 });
      expect((await events.insert(rows)).map(({ verdict, pending }) => [verdict, pending?._id])).toEqual([
        ['duplicate', undefined],
        ['duplicate', aRow('b')._id],
      ]);
    });

    test('a settled row is looked at no more, and cannot be delivered any more', async () => {
      const { events } = await open();
      await events.insert([aRow('a')]);
      await events.settle(ids([aRow('a')]));
      await vi.waitFor(async () => expect(await events.due(WORKSPACE, NOON + MINUTE, 10)).toEqual([]));
      await events.markDelivered(ids([aRow('a')]), NOON, NOON);
      await events.postpone(ids([aRow('a')]), NOON);
      expect(await events.due(WORKSPACE, NOON + MINUTE, 10)).toEqual([]);
      expect(await events.workspacesDue(NOON + MINUTE)).toEqual([]);
    });

    test('marking nothing is fine', async () => {
      const { events } = await open();
      await expect(events.markDelivered([], NOON, NOON)).resolves.toBeUndefined();
      await expect(events.settle([])).resolves.toBeUndefined();
    });

    test('due rows come by workspace, those due first first, and rows of an earlier version are due', async () => {
      const { events } = await open();
      const at = (minutes: number) => aRow(`m-${minutes}`, { due: NOON + minutes * MINUTE });
      const { due: _due, ...older } = aRow('older');
      await events.insert([at(3), at(1), at(4), at(2), aRow('elsewhere', { workspace: OTHER })]);
      expect(ids(await events.due(WORKSPACE, NOON + 3 * MINUTE, 10))).toEqual(ids([at(1), at(2), at(3)]));
      expect(ids(await events.due(WORKSPACE, NOON + 9 * MINUTE, 2))).toEqual(ids([at(1), at(2)]));
      await events.postpone(ids([at(1)]), NOON + 9 * MINUTE);
      await vi.waitFor(async () => {
        expect(ids(await events.due(WORKSPACE, NOON + 9 * MINUTE, 1))).toEqual(ids([at(2)]));
      });
      await events.insert([older]);
      expect(ids(await events.due(WORKSPACE, NOON, 10))).toEqual(ids([aRow('older')]));
      expect((await events.workspacesDue(NOON)).toSorted()).toEqual([OTHER, WORKSPACE]);
    });

    test('what was never delivered to a customer comes oldest first', async () => {
      const { events } = await open();
      const at = (minutes: number) => aRow(`m-${minutes}`, { receivedAt: NOON + minutes * MINUTE });
      await events.insert([at(2), at(1), aRow('b', { customer: OTHER_CUSTOMER }), aRow('c', { workspace: OTHER })]);
      await events.markDelivered(ids([at(3)]), NOON, NOON);
      expect(ids(await events.undelivered(WORKSPACE, [aRow('a').customer]))).toEqual(ids([at(1), at(2)]));
      expect(await events.undelivered(WORKSPACE, [])).toEqual([]);
    });

    test('applied is what the stored picture of its customer has taken', async () => {
      const { events, decisions } = await open();
      const rows = ['a', 'b', 'c'].map((id) => aRow(id));
      await events.insert(rows);
      const keys = ids(rows);
      expect(await events.applied(rows)).toEqual([]);
      const [a, b] = keys;
      if (!a || !b) throw new Error('two keys');
      await decisions.record(aRecord({ turn: 1, applied: [a], after: NOTHING_LOADED }));
      // A lost attempt at turn 2 has marked it; the picture is still that of turn 1.
      await decisions.record({ ...aRecord({ turn: 1, applied: [] }), applied: [b], turn: 2 });
      await vi.waitFor(async () => expect(await events.applied(rows)).toEqual([a]));
    });
  });

  describe(`${name}: ahead of a test clock`, () => {
    test('rows are released up to and including the instant the clock reaches', async () => {
      const { events } = await open();
      const soon = ahead('a', NOON + MINUTE);
      await events.insert([soon, ahead('b', NOON + 2 * MINUTE), ahead('c', NOON + 3 * MINUTE)]);
      await events.release(WORKSPACE, NOON + 2 * MINUTE);
      const released = await events.pendingOf(WORKSPACE);
      expect(ids(released).toSorted()).toEqual(ids([aRow('a'), aRow('b')]));
      const { ahead: _ahead, ...row } = soon;
      expect(released.find(({ _id }) => _id === soon._id)).toEqual({ ...row, p: UNDELIVERED, due: 0 });
      expect(await events.nextAhead(WORKSPACE)).toBe(NOON + 3 * MINUTE);
    });

    test('a row that was delivered is not released again', async () => {
      const { events } = await open();
      await events.insert([ahead('a', NOON + MINUTE)]);
      await events.release(WORKSPACE, NOON + MINUTE);
      await events.settle(ids([aRow('a')]));
      await events.release(WORKSPACE, NOON + MINUTE);
      await vi.waitFor(async () => expect(await events.pendingOf(WORKSPACE)).toEqual([]));
      expect(await events.nextAhead(WORKSPACE)).toBeNull();
    });

    test('one workspace does not see another', async () => {
      const { events } = await open();
      await events.insert([aRow('a'), ahead('b', NOON + MINUTE), ahead('c', NOON + MINUTE, { workspace: OTHER })]);
      await events.release(OTHER, NOON + MINUTE);
      expect(ids(await events.pendingOf(OTHER))).toEqual(ids([aRow('c')]));
      expect(ids(await events.pendingOf(WORKSPACE))).toEqual(ids([aRow('a')]));
      expect(await events.nextAhead(WORKSPACE)).toBe(NOON + MINUTE);
      expect(await events.nextAhead(OTHER)).toBeNull();
    });
  });
}
