import { afterEach, describe, expect, test } from 'vitest';
import { journalCollection } from '../../db/events/journal.ts';
import { DAY, HOUR, isoTime } from '../../domain/time.ts';
import { moveClock, nextInstant } from '../../ingest/clock.ts';
import { aJourney, aPlaybook } from '../builders.ts';
import { eventually, ImportWorld } from './import-world.ts';

const NOON = Date.parse('2026-01-12T12:00:00Z');
const DAYS = 30;

const worlds: ImportWorld[] = [];
afterEach(async () => {
  await Promise.all(worlds.splice(0).map(async (world) => await world.close()));
});

const toast = { type: 'place', placement: 'toast', slot: 'home', title: 'Hello', body: 'Good to see you.' } as const;

const afterMove = aJourney({
  id: 'after-move',
  name: 'After any move',
  enter: { on: 'move' },
  goal: { on: 'event', event: 'purchase' },
  steps: [
    { id: 'pause', type: 'wait', for: '3d' },
    { id: 'hello', ...toast },
    { id: 'order', type: 'wait', until: { on: 'event', event: 'purchase' }, for: '9d' },
    { id: 'again', ...toast },
  ],
});

const afterSilence = aJourney({
  id: 'after-silence',
  name: 'After silence',
  enter: { on: 'silence', stage: 'overdue' },
  steps: [{ id: 'hello', ...toast }],
});

/** Four customers, some about to change by silence alone, and orders that lie ahead of the clock. */
async function aShop(): Promise<ImportWorld> {
  const playbook = aPlaybook([afterMove, afterSilence]);
  const world = await ImportWorld.open({ clock: NOON, playbook });
  worlds.push(world);
  const told = [
    ['c-1', 'p-1', NOON - 80 * DAY],
    ['c-2', 'p-2', NOON - 170 * DAY + HOUR],
    ['c-3', 'p-3', NOON - 39 * DAY],
    ['c-1', 'p-4', NOON + 11 * DAY + 2 * HOUR],
    ['c-4', 'p-5', NOON + 5 * DAY],
    ['c-4', 'p-6', NOON + 20 * DAY + HOUR],
  ] as const;
  for (const [customer, id, at] of told) {
    expect(await world.tell({ id, customer, type: 'purchase', amount: 4_000, at: isoTime(at) })).toBe('accepted');
  }
  await eventually(async () => (await world.customers()).reduce((orders, row) => orders + row.orders, 0) === 3);
  return world;
}

/** What the journal says, without what differs between any two workspaces. */
async function story(world: ImportWorld) {
  const entries = await journalCollection(world.store).find({}).sort({ customer: 1, seq: 1 }).toArray();
  return entries.map(({ customer, seq, at, move, silence, score, facts, effects, events }) => ({
    customer,
    seq,
    at: isoTime(at),
    moved: move ? [move.from, move.to, move.cause.by] : [],
    silence,
    score,
    facts,
    effects: effects.map(({ kind, key }) => [kind, key.replace(world.workspace, '')]),
    events: events.map(({ type, at: happened }) => [type, happened]),
  }));
}

describe('a test clock', () => {
  test('given two equal shops, when one jumps 30 days and the other takes 30 jumps of one day, then their journals are equal', async () => {
    const [jumper, walker] = [await aShop(), await aShop()];
    const jumped = await moveClock(jumper.ingest.clock, jumper.workspace, NOON + DAYS * DAY);
    for (let day = 1; day <= DAYS; day += 1) {
      await moveClock(walker.ingest.clock, walker.workspace, NOON + day * DAY);
    }
    expect(jumped).toMatchObject({ outcome: 'moved', woken: 4 });
    const told = await story(jumper);
    expect(told).toEqual(await story(walker));
    expect(told.filter(({ moved }) => moved.length > 0).length).toBeGreaterThan(5);
    expect(told.some(({ facts }) => facts.some(({ what }) => what === 'entered'))).toBe(true);
  });

  test('given a shop, when the clock moves to what is next, then exactly those are woken for whom something is due', async () => {
    const shop = await aShop();
    const next = await nextInstant(shop.ingest.clock, await shop.workspaceRow());
    // c-3 bought 39 days ago: its recency drops 41 days after that, before anything else happens.
    expect(next).toBe(NOON + 2 * DAY);
    const before = await shop.customers();
    expect(await moveClock(shop.ingest.clock, shop.workspace, next ?? 0)).toMatchObject({ outcome: 'moved', woken: 1 });
    const after = await shop.customers();
    expect(after.filter((row, index) => row.turn !== before[index]?.turn).map((row) => row.customer)).toEqual(['c-3']);
  });
});
