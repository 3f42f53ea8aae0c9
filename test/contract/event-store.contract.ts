import { describe, expect, test, vi } from 'vitest';
import type { EventRow } from '../../db/events.ts';
import { workspaceId } from '../../domain/ids.schema.ts';
import { MINUTE } from '../../domain/time.ts';
import { aPurchase, NOON } from '../builders.ts';
import { WORKSPACE } from './rows.ts';
import type { OpenStores } from './stores.ts';

const OTHER = workspaceId.parse('other-shop');

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
    p: 1,
    ...given,
  };
}

/** Of a row that lies ahead of a test clock. */
function ahead(id: string, at: number, given: Partial<EventRow> = {}): EventRow {
  const { p: _p, ...row } = aRow(id);
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
      expect(await events.pending(NOON, 10)).toEqual([row]);
    });

    test('a row that is not to be delivered now is not offered for delivery', async () => {
      const { events } = await open();
      const { p: _p, ...imported } = aRow('a', { import: 'job-1' });
      const inserted = await events.insert([imported, ahead('b', NOON + MINUTE)]);
      expect(inserted.map(({ verdict, pending }) => [verdict, pending])).toEqual([
        ['inserted', null],
        ['inserted', null],
      ]);
      expect(await events.pending(NOON, 10)).toEqual([]);
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
      expect(await events.pending(NOON + MINUTE, 10)).toEqual([first]);
    });

    test('bad rows cost good rows nothing: one verdict each, in order', async () => {
      const { events } = await open();
      await events.insert([aRow('b'), aRow('d')]);
      const inserted = await events.insert([aRow('a'), aRow('b', { hash: 'another' }), aRow('c'), aRow('d')]);
      expect(inserted.map((row) => row.verdict)).toEqual(['inserted', 'conflict', 'inserted', 'duplicate']);
      expect(ids(await events.pending(NOON, 10)).toSorted()).toEqual(ids([aRow('a'), aRow('b'), aRow('c'), aRow('d')]));
    });

    test('one event from many sides at once is inserted once', async () => {
      const { events } = await open();
      const inserted = await Promise.all(Array.from({ length: 100 }, () => events.insert([aRow('a')])));
      const verdicts = inserted.map((rows) => rows[0]?.verdict);
      expect(verdicts.filter((verdict) => verdict === 'inserted')).toHaveLength(1);
      expect(verdicts.filter((verdict) => verdict === 'duplicate')).toHaveLength(99);
      expect(await events.pending(NOON, 10)).toHaveLength(1);
    });
  });

  describe(`${name}: delivering`, () => {
    test('a delivered row is pending no more, neither for the sweeper nor for a client that sends it again', async () => {
      const { events } = await open();
      const rows = [aRow('a'), aRow('b')];
      await events.insert(rows);
      await events.markDelivered(ids([aRow('a'), aRow('never-seen')]));
      await events.markDelivered(ids([aRow('a')]));
      // Such a mark need not be durable at once: without it there is one delivery more.
      await vi.waitFor(async () => expect(ids(await events.pending(NOON, 10))).toEqual(ids([aRow('b')])));
      expect((await events.insert(rows)).map(({ verdict, pending }) => [verdict, pending?._id])).toEqual([
        ['duplicate', undefined],
        ['duplicate', aRow('b')._id],
      ]);
    });

    test('marking nothing is fine', async () => {
      const { events } = await open();
      await expect(events.markDelivered([])).resolves.toBeUndefined();
    });

    test('pending rows come oldest first, no younger than asked, page by page', async () => {
      const { events } = await open();
      const at = (minutes: number) => aRow(`m-${minutes}`, { receivedAt: NOON + minutes * MINUTE });
      const twin = aRow('m-4-too', { receivedAt: NOON + 4 * MINUTE });
      await events.insert([at(3), twin, at(1), at(4), at(2)]);
      expect(ids(await events.pending(NOON + 3 * MINUTE, 10))).toEqual(ids([at(1), at(2), at(3)]));
      expect(ids(await events.pending(NOON + 9 * MINUTE, 2))).toEqual(ids([at(1), at(2)]));
      expect(ids(await events.pending(NOON + 9 * MINUTE, 2, at(2)))).toEqual(ids([at(3), at(4)]));
      expect(ids(await events.pending(NOON + 9 * MINUTE, 2, at(4)))).toEqual(ids([twin]));
      expect(await events.pending(NOON + 9 * MINUTE, 2, twin)).toEqual([]);
      expect(await events.pending(NOON, 10)).toEqual([]);
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
      expect(released.find(({ _id }) => _id === soon._id)).toEqual({ ...row, p: 1 });
      expect(await events.nextAhead(WORKSPACE)).toBe(NOON + 3 * MINUTE);
    });

    test('a row that was delivered is not released again', async () => {
      const { events } = await open();
      await events.insert([ahead('a', NOON + MINUTE)]);
      await events.release(WORKSPACE, NOON + MINUTE);
      await events.markDelivered(ids([aRow('a')]));
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
