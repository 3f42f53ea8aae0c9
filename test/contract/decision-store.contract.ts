import { describe, expect, test } from 'vitest';
import { MINUTE } from '../../domain/time.ts';
import { aKey, CUSTOMER_KEY, NOON } from '../builders.ts';
import { describeAsleep } from './asleep.contract.ts';
import { describeOrders } from './order-facts.contract.ts';
import { describeKeyPoints } from './key-points.contract.ts';
import { aRecord, begin, NOTHING_LOADED, type Decided } from './rows.ts';
import type { OpenStores } from './stores.ts';

/** What every decision store does, whatever keeps its rows. */
export function describeDecisionStore(name: string, open: OpenStores): void {
  describe(`${name}: lives`, () => describeLives(open));
  describe(`${name}: applied marks`, () => describeMarks(open));
  describe(`${name}: attempts that thaw late`, () => describeGhosts(open));
  describe(`${name}: what is known of orders`, () => describeOrders(open));
  describe(`${name}: what orders have earned`, () => describeKeyPoints(open));
  describe(`${name}: decided asleep`, () => describeAsleep(open));
}

function describeLives(open: OpenStores): void {
  test('of somebody new there is nothing', async () => {
    const { decisions } = await open();
    expect(await decisions.load(CUSTOMER_KEY, 'chain-1')).toEqual(NOTHING_LOADED);
  });

  test('a later life starts from the state an earlier one left', async () => {
    const stores = await open();
    await begin(stores, 'chain-1');
    await stores.decisions.record(aRecord({ turn: 2, heard: 3, now: NOON + MINUTE }));
    const loaded = await stores.decisions.load(CUSTOMER_KEY, 'chain-2');
    expect(loaded.state).toEqual(aRecord({ turn: 2, now: NOON + MINUTE }).row.state);
    expect(loaded.row).toMatchObject({ chain: 'chain-1', turn: 2, heard: 3, asOf: NOON + MINUTE });
    expect(loaded.past).toEqual(['chain-1']);
  });

  test('a first decision that lost its result starts again from the same place', async () => {
    const stores = await open();
    await begin(stores, 'chain-1');
    const before = await stores.decisions.load(CUSTOMER_KEY, 'chain-2');
    await begin(stores, 'chain-2');
    const again = await stores.decisions.load(CUSTOMER_KEY, 'chain-2');
    expect(again.state).toEqual(before.state);
    expect(again.past).toEqual(['chain-1']);
    await begin(stores, 'chain-2', { heard: 2 });
    expect(await stores.customer(CUSTOMER_KEY)).toMatchObject({
      chain: 'chain-2',
      turn: 2,
      heard: 2,
      past: ['chain-1'],
    });
  });

  test('the state before is kept for as long as the first decision may be repeated, the past for good', async () => {
    const stores = await open();
    await begin(stores, 'chain-1');
    await begin(stores, 'chain-2');
    await stores.decisions.record(aRecord({ chain: 'chain-2', turn: 3 }));
    const row = await stores.customer(CUSTOMER_KEY);
    expect(row).toMatchObject({ chain: 'chain-2', turn: 3, past: ['chain-1'] });
    expect(row).not.toHaveProperty('prior');
    expect(row).not.toHaveProperty('after');
  });

  test('a life that has ended cannot begin again', async () => {
    const stores = await open();
    await begin(stores, 'chain-1');
    await begin(stores, 'chain-2');
    await expect(stores.decisions.load(CUSTOMER_KEY, 'chain-1')).rejects.toThrow('a later life');
  });

  test('a first decision from a state that has been replaced is refused, and leaves no marks', async () => {
    const stores = await open();
    await begin(stores, 'chain-1');
    const stale = await stores.decisions.load(CUSTOMER_KEY, 'chain-2');
    await stores.decisions.record(aRecord({ turn: 2 }));
    const late = aRecord({ chain: 'chain-2', turn: 2, after: stale, applied: [aKey('a')] });
    await expect(stores.decisions.record(late)).rejects.toThrow('decide again');
    expect(await stores.decisions.appliedTurns([aKey('a')])).toEqual(new Map());
    expect(await stores.customer(CUSTOMER_KEY)).toMatchObject({ chain: 'chain-1', turn: 2 });
  });

  test('the same turn of the same life may have had another attempt since: that is another state too', async () => {
    const stores = await open();
    await begin(stores, 'chain-1');
    const stale = await stores.decisions.load(CUSTOMER_KEY, 'chain-2');
    await begin(stores, 'chain-1', { heard: 2 });
    const late = aRecord({ chain: 'chain-2', turn: 2, after: stale });
    await expect(stores.decisions.record(late)).rejects.toThrow('decide again');
  });

  test('attempts at one first decision start after the same row, or not at all', async () => {
    const stores = await open();
    await begin(stores, 'chain-1');
    const before = await stores.decisions.load(CUSTOMER_KEY, 'chain-2');
    await begin(stores, 'chain-1', { heard: 2 });
    await begin(stores, 'chain-2');
    const late = aRecord({ chain: 'chain-2', turn: 2, heard: 9, after: before });
    await expect(stores.decisions.record(late)).rejects.toThrow('decide again');
    expect(await stores.customer(CUSTOMER_KEY)).toMatchObject({ chain: 'chain-2', turn: 2, heard: 1 });
  });

  test('a first decision that finds somebody where it found nobody is refused', async () => {
    const stores = await open();
    await begin(stores, 'chain-1');
    const late = aRecord({ chain: 'chain-2', after: NOTHING_LOADED });
    await expect(stores.decisions.record(late)).rejects.toThrow('decide again');
  });
}

function describeMarks(open: OpenStores): void {
  test('a mark says at which turn an event was applied; without one there is no answer', async () => {
    const stores = await open();
    await begin(stores, 'chain-1', { applied: [aKey('a'), aKey('b')] });
    expect(await stores.decisions.appliedTurns([aKey('a'), aKey('c')])).toEqual(new Map([[aKey('a'), 1]]));
    expect(await stores.decisions.appliedTurns([])).toEqual(new Map());
  });

  test('a mark is never updated, and does not keep its neighbours from being written', async () => {
    const stores = await open();
    await begin(stores, 'chain-1', { applied: [aKey('b')] });
    await stores.decisions.record(aRecord({ turn: 2, applied: [aKey('a'), aKey('b'), aKey('c')] }));
    const turns = await stores.decisions.appliedTurns([aKey('a'), aKey('b'), aKey('c')]);
    expect(turns).toEqual(
      new Map([
        [aKey('a'), 2],
        [aKey('b'), 1],
        [aKey('c'), 2],
      ]),
    );
  });
}

function describeGhosts(open: OpenStores): void {
  const entries = (says: string) => ({ entries: [{ seq: 1, says }] });

  async function afterBoth(first: Decided, second: Decided) {
    const stores = await open();
    await begin(stores, 'chain-1');
    await stores.decisions.record(aRecord({ turn: 2, ...first, ...entries('first') }));
    await stores.decisions.record(aRecord({ turn: 2, ...second, ...entries('second') }));
    const row = await stores.customer(CUSTOMER_KEY);
    const [entry] = await stores.journal(CUSTOMER_KEY);
    return { asOf: row?.asOf, heard: row?.heard, says: entry?.score };
  }

  test('an attempt that has heard of more replaces one that has heard of less', async () => {
    const after = await afterBoth({ heard: 1 }, { heard: 2 });
    expect(after).toEqual({ asOf: NOON, heard: 2, says: 'second' });
  });

  test('an attempt that has heard of less is late', async () => {
    const after = await afterBoth({ heard: 2 }, { heard: 1, now: NOON + MINUTE });
    expect(after).toEqual({ asOf: NOON, heard: 2, says: 'first' });
  });

  test('of two that have heard the same, the later one counts', async () => {
    const [earlier, later] = [{ now: NOON }, { now: NOON + MINUTE }];
    expect(await afterBoth(earlier, later)).toEqual({ asOf: NOON + MINUTE, heard: 1, says: 'second' });
    expect(await afterBoth(later, earlier)).toEqual({ asOf: NOON + MINUTE, heard: 1, says: 'first' });
  });

  test('an earlier turn never replaces a later one', async () => {
    const after = await afterBoth({ turn: 3 }, { turn: 2, heard: 9, now: NOON + MINUTE });
    expect(after).toEqual({ asOf: NOON, heard: 1, says: 'first' });
  });

  test('a first attempt that was overtaken by another one changes nothing, and need not be repeated', async () => {
    const stores = await open();
    await begin(stores, 'chain-1', { heard: 2, applied: [aKey('a')] });
    await begin(stores, 'chain-1', { heard: 1, applied: [aKey('a')] });
    expect(await stores.customer(CUSTOMER_KEY)).toMatchObject({ turn: 1, heard: 2 });
  });

  test('an attempt of a life that has ended changes nothing', async () => {
    const stores = await open();
    await begin(stores, 'chain-1');
    await begin(stores, 'chain-2');
    await stores.decisions.record(aRecord({ chain: 'chain-1', turn: 2, heard: 9, now: NOON + MINUTE }));
    expect(await stores.customer(CUSTOMER_KEY)).toMatchObject({ chain: 'chain-2', turn: 2, heard: 1 });
  });

  test('the journal keeps one entry for each number', async () => {
    const stores = await open();
    const both = [
      { seq: 1, says: 'one' },
      { seq: 2, says: 'two' },
    ];
    await begin(stores, 'chain-1', { entries: both });
    await stores.decisions.record(aRecord({ turn: 2, entries: [{ seq: 3, says: 'three' }] }));
    await stores.decisions.record(aRecord({ turn: 2, heard: 0, entries: [{ seq: 3, says: 'a ghost' }] }));
    const rows = await stores.journal(CUSTOMER_KEY);
    expect(rows.map(({ seq, score, turn }) => [seq, score, turn])).toEqual([
      [1, 'one', 1],
      [2, 'two', 1],
      [3, 'three', 2],
    ]);
  });
}
