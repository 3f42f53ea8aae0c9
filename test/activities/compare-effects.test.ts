import type { Connection } from 'mongoose';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { EffectComparison } from '../../activities/jobs/compare-effects.ts';
import { mongoPastReads } from '../../db/events/journal-reads.ts';
import { journalCollection, type JournalRow } from '../../db/events/journal.ts';
import { effectCollection, newEffect } from '../../db/messaging/effects.ts';
import { mongoLedgerReads } from '../../db/messaging/ledger-reads.ts';
import { mongoEffectLedger } from '../../db/messaging/ledger.ts';
import { mongoPlaybookStore } from '../../db/playbook/playbooks.ts';
import type { Effect } from '../../domain/effect.ts';
import type { JourneyFact } from '../../domain/journey/facts.ts';
import { customerKey, journalKey } from '../../domain/keys.ts';
import { DAY } from '../../domain/time.ts';
import type { TestDatabase } from '../databases.ts';
import { AT, freshStore, workspace, World } from './world.ts';

const SENT = { state: 'done', result: { messageId: '<1@example.com>' } } as const;
const SHOWN = { state: 'done', result: { content: { title: 'T', body: 'B' } } } as const;

let database: TestDatabase;
let connection: Connection;
let world: World;
/** Whether the customer's actor may have something to do, and how often that was asked. */
let atWork: { readonly is: boolean; asked: number };
/** Effects that were looked for in the whole journal, which is slow. */
let lookedFor: number;

beforeEach(async () => {
  database = await freshStore();
  ({ connection } = database);
  world = new World(connection);
  await world.open();
  atWork = { is: false, asked: 0 };
  lookedFor = 0;
});
afterEach(async () => {
  await database.close();
});

const key = () => customerKey(workspace, world.customer);
const who = () => ({ workspace, customer: world.customer });
const message = (visit = 1) => world.message('hello', 1, visit);
/** As its step says: it stays for a week. */
const banner = (visit = 1) => ({ ...world.banner('home', visit), until: AT + 7 * DAY });
const rows = () => effectCollection(connection);

function anEntry(seq: number, effects: readonly Effect[], facts: readonly JourneyFact[] = [], at = AT): JournalRow {
  const told = effects.map(({ kind, key: _key, origin }) => ({ kind, key: _key, origin }));
  const head = { _id: journalKey(key(), seq), ...who(), key: key(), now: at, turn: seq, heard: 0 };
  return { ...head, seq, at, playbook: 2, events: [], score: null, segment: null, facts, effects: told };
}

async function decided(...entries: readonly JournalRow[]): Promise<void> {
  await journalCollection(connection).insertMany([...entries]);
}

/** A message that was sent and a banner that is shown, each decided once: a base in which all is well. */
async function allIsWell(): Promise<void> {
  const ledger = mongoEffectLedger(connection);
  await decided(anEntry(1, [message()]), anEntry(2, [banner()]));
  await ledger.claim(newEffect(who(), message()), AT);
  await ledger.end(message().key, SENT, AT);
  await ledger.record(newEffect<'showPlacement'>(who(), banner()), SHOWN, AT);
}

/** @param page entries of the journal that are read at a time */
async function compared(page = 500) {
  const reads = mongoPastReads(connection, page);
  const past: typeof reads = {
    ...reads,
    toldOf: async (customer, effects) => {
      lookedFor += effects.length;
      return await reads.toldOf(customer, effects);
    },
  };
  const ledger = mongoLedgerReads(connection);
  const isAtWork = async () => {
    atWork.asked += 1;
    return atWork.is;
  };
  const comparison = new EffectComparison(
    { past, ledger, playbooks: mongoPlaybookStore(connection) },
    { ...who(), playbook: 2, isAtWork },
  );
  for await (const entries of past.journalPages(key(), Infinity)) await comparison.page(entries);
  await comparison.end();
  return { counts: comparison.counts, found: comparison.found };
}

const clean = { missing: 0, undecided: 0, changed: 0 };

describe('given effects that were decided and done', () => {
  beforeEach(allIsWell);

  test('then there is no difference, and neither the actor nor the whole journal is asked', async () => {
    expect(await compared()).toEqual({ counts: { ...clean, decided: 2 }, found: [] });
    expect(atWork.asked).toBe(0);
    expect(lookedFor).toBe(0);
  });

  test.each(['begun', 'retry', 'failed', 'unknown', 'skipped'] as const)(
    'when one has become %s since, then that is no difference',
    async (state) => {
      await rows().updateOne({ _id: message().key }, { $set: { state, reason: 'late', attempts: 3, changedAt: 1 } });
      expect((await compared()).counts).toEqual({ ...clean, decided: 2 });
    },
  );

  test('when a row is lost, then it is missing', async () => {
    await rows().deleteOne({ _id: message().key });
    const { counts, found } = await compared();
    expect(counts).toEqual({ ...clean, decided: 2, missing: 1 });
    const rebuilt = JSON.stringify({ kind: 'sendMessage', at: AT });
    expect(found).toEqual([{ field: `effect ${message().key}`, live: 'no row in the ledger', rebuilt }]);
  });

  test('when the actor may still begin it, then it is not missing yet', async () => {
    await rows().deleteOne({ _id: message().key });
    atWork = { is: true, asked: 0 };
    expect((await compared()).counts).toEqual({ ...clean, decided: 2 });
    expect(atWork.asked).toBe(1);
  });

  test('when it was done just before the actor was asked, then it is not missing', async () => {
    const row = await rows().findOneAndDelete({ _id: message().key });
    if (row === null) throw new Error('there is no such row');
    const ledger = mongoLedgerReads(connection);
    const comparison = new EffectComparison(
      { past: mongoPastReads(connection), ledger, playbooks: mongoPlaybookStore(connection) },
      {
        ...who(),
        playbook: 2,
        isAtWork: async () => {
          await rows().insertOne(row);
          return false;
        },
      },
    );
    await comparison.page([anEntry(1, [message()]), anEntry(2, [banner()])]);
    await comparison.end();
    expect(comparison.counts).toEqual({ ...clean, decided: 2 });
  });

  test('when a row is there that nobody decided, then it is named', async () => {
    await mongoEffectLedger(connection).claim(newEffect(who(), message(2)), AT);
    const { counts, found } = await compared();
    expect(counts).toEqual({ ...clean, decided: 2, undecided: 1 });
    expect(found).toEqual([
      {
        field: `effect ${message(2).key}`,
        live: JSON.stringify({ kind: 'sendMessage', at: AT, state: 'begun' }),
        rebuilt: 'nobody decided it',
      },
    ]);
  });

  test('when it was done although its step was passed over, then the reason is told', async () => {
    const { place } = message(2).origin;
    await decided(anEntry(3, [], [{ what: 'skipped', place, because: 'no-consent' }]));
    await mongoEffectLedger(connection).claim(newEffect(who(), message(2)), AT);
    const { counts, found } = await compared();
    expect(counts).toEqual({ ...clean, decided: 2, undecided: 1 });
    expect(found).toMatchObject([{ rebuilt: 'its step was passed over: no-consent' }]);
  });

  test.each([
    ['kind', 'sendMessage', 'showPlacement'],
    ['customer', 'somebody-else', 'c-17'],
    ['at', AT + 1, AT],
    ['origin.place.step', 'hello', 'thanks'],
    ['origin.place.version', 7, 1],
    ['origin.place.visit', 2, 1],
    ['about.placement', 'toast', 'banner'],
    ['about.slot', 'cart', 'home'],
    ['about.until', AT, AT + 7 * DAY],
  ])('when the %s of a row is not what was decided, then both are told', async (path, live, was) => {
    await rows().updateOne({ _id: banner().key }, { $set: { [path]: live } });
    const { counts, found } = await compared();
    const name = path.split('.').at(-1) ?? '';
    expect(counts).toMatchObject({ decided: 2, missing: 0, changed: 1 });
    expect(found).toContainEqual({
      field: `effect ${banner().key}`,
      live: JSON.stringify({ [name]: live }),
      rebuilt: JSON.stringify({ [name]: was }),
    });
  });

  test('when the channel of a message is another, then both are told', async () => {
    await rows().updateOne({ _id: message().key }, { $set: { 'about.channel': 'pigeon' } });
    expect((await compared()).found).toMatchObject([{ live: '{"channel":"pigeon"}', rebuilt: '{"channel":"email"}' }]);
  });

  test('when the journey says other things by now, then the version counts in which it was decided', async () => {
    await world.publishAgain();
    expect((await compared()).counts).toEqual({ ...clean, decided: 2 });
  });
});

describe('given what earlier versions left', () => {
  const unset = { $unset: { 'effects.0.origin': 1 } } as const;

  beforeEach(async () => {
    await allIsWell();
    await journalCollection(connection).updateMany({}, unset);
  });

  test('then an effect that does not say where it comes from is compared by its key', async () => {
    expect((await compared()).counts).toEqual({ ...clean, decided: 2 });
    await rows().updateOne({ _id: message().key }, { $set: { 'origin.place.visit': 2 } });
    expect((await compared()).counts).toEqual({ ...clean, decided: 2, changed: 1 });
  });

  test('then a banner that could not be shown has no row; a message has one', async () => {
    await rows().deleteMany({});
    const { counts, found } = await compared();
    expect(counts).toEqual({ ...clean, decided: 2, missing: 1 });
    expect(found).toMatchObject([{ field: `effect ${message().key}` }]);
  });

  test('then a message that was given up before any attempt may hold another time; one that was attempted may not', async () => {
    await rows().updateOne({ _id: message().key }, { $set: { at: AT + DAY, attempts: 0, state: 'failed' } });
    expect((await compared()).counts).toEqual({ ...clean, decided: 2 });
    await rows().updateOne({ _id: message().key }, { $set: { attempts: 1 } });
    expect((await compared()).counts).toEqual({ ...clean, decided: 2, changed: 1 });
  });
});

describe('given a journal of many pages', () => {
  const visits = Array.from({ length: 23 }, (_, n) => n + 1);
  const hours = (visit: number) => AT + Math.floor(visit / 3) * 1_000;
  const effect = (visit: number) => ({ ...message(visit), at: hours(visit) });

  beforeEach(async () => {
    await decided(...visits.map((visit) => anEntry(visit, [effect(visit)], [], hours(visit))));
    const ledger = mongoEffectLedger(connection);
    for (const visit of visits) await ledger.claim(newEffect(who(), effect(visit)), AT);
  });

  test.each([1, 2, 5, 23, 500])('then pages of %i say the same as all at once, of what is well', async (page) => {
    expect(await compared(page)).toEqual({ counts: { ...clean, decided: 23 }, found: [] });
  });

  test.each([1, 2, 5, 23, 500])('then pages of %i find the same differences, wherever they lie', async (page) => {
    const ledger = mongoEffectLedger(connection);
    await rows().deleteMany({ _id: { $in: [effect(1).key, effect(12).key] } });
    await rows().updateOne({ _id: effect(7).key }, { $set: { at: AT + 50 * DAY } });
    for (const [visit, at] of [
      [100, AT - DAY],
      [101, hours(10)],
      [102, AT + DAY],
    ] as const) {
      await ledger.claim(newEffect(who(), { ...message(visit), at }), AT);
    }
    const { counts, found } = await compared(page);
    expect(counts).toEqual({ decided: 23, missing: 2, undecided: 3, changed: 1 });
    expect(new Set(found.map(({ field }) => field))).toEqual(
      new Set([1, 7, 12, 100, 101, 102].map((visit) => `effect ${message(visit).key}`)),
    );
    expect(found).toHaveLength(6);
  });
});
