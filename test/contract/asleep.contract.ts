import { expect, test } from 'vitest';
import type { DecidedAsleep } from '../../db/customers/asleep.ts';
import { decide } from '../../domain/decision/decide.ts';
import type { EntryAsked } from '../../domain/events/event.ts';
import { MINUTE, type Instant } from '../../domain/time.ts';
import { aJourney, aKey, aPlaybook, CUSTOMER, CUSTOMER_KEY, NOON } from '../builders.ts';
import { aRecord, aStoredRow, begin, WORKSPACE } from './rows.ts';
import type { OpenStores, Stores } from './stores.ts';

const HELLO = aJourney({
  id: 'hello',
  enter: { on: 'launch' },
  steps: [{ id: 'pause', type: 'wait', for: '7d' }],
});
const PLAYBOOK = aPlaybook([HELLO]);
const ENTRY = aKey('entry');

function anEntry(at: Instant): EntryAsked {
  const when = { at, seenAt: at, receivedAt: at };
  return { kind: 'entry', key: ENTRY, customer: CUSTOMER, journey: HELLO.id, by: 'launch', ref: 'l-1', ...when };
}

/** As a launch decides about whoever is stored. */
async function foreseen({ customer }: Stores, now: Instant = NOON + MINUTE): Promise<DecidedAsleep> {
  const was = await customer(CUSTOMER_KEY);
  if (was === null) throw new Error('there is nobody to ask');
  const circumstances = { customer: CUSTOMER_KEY, playbook: PLAYBOOK, timezone: 'UTC', sandbox: false };
  const given = { ...circumstances, state: was.state, events: [anEntry(now)], orders: new Map(), now };
  return { was, entry: ENTRY, playbook: PLAYBOOK, decision: decide(given) };
}

async function asleep(open: OpenStores) {
  const stores = await open();
  await begin(stores, 'chain-1', { entries: [{ seq: 1, says: 'awake' }] });
  const decided = await foreseen(stores);
  await stores.asleep.write([decided]);
  return { stores, decided };
}

/** What a launch decides for somebody whose workflow is not woken. */
export function describeAsleep(open: OpenStores): void {
  test('is read by everybody, and no turn passes', async () => {
    const { stores, decided } = await asleep(open);
    const row = await stores.customer(CUSTOMER_KEY);
    expect(row).toMatchObject({ chain: 'chain-1', turn: 1, inside: [HELLO.id], state: { turn: 1 } });
    expect(row?.asleep).toEqual({ turn: 1, entries: [ENTRY], base: decided.was.state });
    expect(row?.next?.at).toBe(NOON + MINUTE + 7 * 24 * 60 * MINUTE);
    expect((await stores.journal(CUSTOMER_KEY)).map(({ seq, turn }) => [seq, turn])).toEqual([
      [1, 1],
      [2, 1],
    ]);
    expect(await stores.decisions.appliedTurns([ENTRY])).toEqual(new Map());
  });

  test('changes nothing about somebody who has been written since', async () => {
    const stores = await open();
    await begin(stores, 'chain-1');
    const late = await foreseen(stores);
    await stores.decisions.record(aRecord({ turn: 2, entries: [{ seq: 1, says: 'awake' }] }));
    await stores.asleep.write([late]);
    expect(await stores.customer(CUSTOMER_KEY)).toMatchObject({ turn: 2, inside: [] });
    expect((await stores.journal(CUSTOMER_KEY)).map(({ score }) => score)).toEqual(['awake']);
  });

  test('is not replaced by a decision that has not heard of it, and is by one that has', async () => {
    const { stores } = await asleep(open);
    const next = { turn: 2, now: NOON + 2 * MINUTE };
    await expect(stores.decisions.record(aRecord(next))).rejects.toMatchObject({ entries: [ENTRY] });
    expect(await stores.customer(CUSTOMER_KEY)).toMatchObject({ turn: 1, inside: [HELLO.id] });
    await stores.decisions.record(aRecord({ ...next, heard: 2, asleep: [ENTRY] }));
    expect(await stores.customer(CUSTOMER_KEY)).toMatchObject({ turn: 2, asleep: { turn: 1, entries: [ENTRY] } });
  });

  test('stays known for as long as the turn that took it may be decided again', async () => {
    const { stores } = await asleep(open);
    await stores.decisions.record(aRecord({ turn: 2, heard: 2, asleep: [ENTRY] }));
    const forgetful = aRecord({ turn: 2, heard: 9 });
    await expect(stores.decisions.record(forgetful)).rejects.toMatchObject({ entries: [ENTRY] });
    await stores.decisions.record(aRecord({ turn: 3 }));
    expect(await stores.customer(CUSTOMER_KEY)).not.toHaveProperty('asleep');
  });

  test('gives way to another attempt at the turn upon which it was decided, and is left to the next one', async () => {
    const stores = await open();
    await begin(stores, 'chain-1');
    await stores.decisions.record(aRecord({ turn: 2, entries: [{ seq: 1, says: 'lost' }] }));
    await stores.asleep.write([await foreseen(stores)]);
    const both = [
      { seq: 1, says: 'kept' },
      { seq: 2, says: 'kept' },
    ];
    await stores.decisions.record(aRecord({ turn: 2, heard: 2, entries: both }));
    const row = await stores.customer(CUSTOMER_KEY);
    expect(row).toMatchObject({ turn: 2, heard: 2, inside: [] });
    expect(row).not.toHaveProperty('asleep');
    expect((await stores.journal(CUSTOMER_KEY)).map(({ score }) => score)).toEqual(['kept', 'kept']);
  });

  test('is taken again by a later life, which starts from before it', async () => {
    const { stores, decided } = await asleep(open);
    const loaded = await stores.decisions.load(CUSTOMER_KEY, 'chain-2');
    expect(loaded).toMatchObject({ state: decided.was.state, asleep: [ENTRY] });
    await stores.decisions.record(aRecord({ chain: 'chain-2', turn: 2, after: loaded, asleep: [ENTRY] }));
    const again = await stores.decisions.load(CUSTOMER_KEY, 'chain-2');
    expect(again).toMatchObject({ state: decided.was.state, asleep: [ENTRY] });
  });

  test('comes after events that are not applied, but not after those that are, nor after itself', async () => {
    const { stores, decided } = await asleep(open);
    const busy = async () => await stores.asleep.busy(WORKSPACE, [decided.was]);
    expect(await busy()).toEqual([]);
    await stores.events.insert([aStoredRow(anEntry(NOON + MINUTE), { p: 2 })]);
    expect(await busy()).toEqual([CUSTOMER]);
    const row = await stores.customer(CUSTOMER_KEY);
    expect(await stores.asleep.busy(WORKSPACE, row ? [row] : [])).toEqual([]);
    await stores.decisions.record(aRecord({ turn: 2, heard: 2, applied: [ENTRY], asleep: [ENTRY] }));
    expect(await busy()).toEqual([]);
  });
}
