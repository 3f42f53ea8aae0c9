import { randomUUID } from 'node:crypto';
import type { Connection } from 'mongoose';
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import { connectStore } from '../../db/connection.ts';
import { FORMAT, OtherFormat } from '../../db/format.ts';
import { bringUpToDate } from '../../db/migrations/bring-up-to-date.ts';
import type { Migration, Tell } from '../../db/migrations/migration.ts';
import { MIGRATIONS } from '../../db/migrations/migrations.ts';
import { changeRows } from '../../db/migrations/pages.ts';
import { collectionOf } from '../../db/schema.ts';
import { workspaceCollection } from '../../db/workspaces/workspaces.ts';
import { workspaceId } from '../../domain/ids.schema.ts';
import { databaseUri } from '../database-uri.ts';

interface Thing {
  readonly _id: string;
  readonly old?: number;
  readonly now?: number;
}

interface Meta {
  readonly _id: string;
  readonly format: number;
  readonly taken?: readonly string[];
}

let uri: string;
let store: Connection;
beforeEach(async () => {
  uri = databaseUri(inject('mongodbUri'), `format-${randomUUID().slice(0, 8)}`);
  store = await connectStore(uri);
});
afterEach(async () => {
  await store.dropDatabase();
  await store.close();
});

const shop = { _id: workspaceId.parse('shop'), currency: 'EUR', timezone: 'UTC', playbook: 1, createdAt: 0 };
const meta = (connection = store) => collectionOf<Meta>(connection, 'meta');
const things = (connection: Connection) => collectionOf<Thing>(connection, 'things');
const noted = async () => await meta().findOne({ _id: 'format' });

/** As version 0.2.0 or 0.3.0 left it. */
async function earlierStore(count = 0): Promise<void> {
  await meta().insertOne({ _id: 'format', format: 2 });
  await workspaceCollection(store).insertOne(shop);
  const rows = Array.from({ length: count }, (_, place) => ({
    _id: `t-${String(place).padStart(4, '0')}`,
    old: place,
  }));
  if (count > 0) await things(store).insertMany(rows);
}

/** Doubles what was; counts how often each row is changed. */
function doubling(beforePage: (page: number, tell: Tell) => Promise<void> = async () => undefined) {
  const changed: string[] = [];
  const migration: Migration = {
    id: 'doubling',
    to: FORMAT,
    what: 'things are twice what they were',
    async run(connection, tell) {
      const rows = things(connection);
      let page = 0;
      const change = async (some: readonly Thing[]) => {
        await beforePage(page++, tell);
        for (const { _id, old = 0 } of some) {
          const filter = { _id, old: { $exists: true } };
          const { modifiedCount } = await rows.updateOne(filter, { $set: { now: 2 * old }, $unset: { old: 1 } });
          if (modifiedCount === 1) changed.push(_id);
        }
      };
      await changeRows(rows, { left: { old: { $exists: true } }, change, page: 10 }, tell);
    },
  };
  return { migration, changed };
}

async function areAllDoubled(): Promise<boolean> {
  const rows = await things(store).find().toArray();
  return rows.every(({ _id, old, now }) => old === undefined && now === 2 * Number(_id.slice(2)));
}

describe('a store', () => {
  test('that is empty is taken at once, and found again with its data', async () => {
    const said: string[] = [];
    await bringUpToDate(store, (sentence) => said.push(sentence));
    await workspaceCollection(store).insertOne(shop);
    await bringUpToDate(store, (sentence) => said.push(sentence));
    expect(said).toEqual([]);
    expect(await noted()).toEqual({ _id: 'format', format: FORMAT, taken: MIGRATIONS.map(({ id }) => id) });
  });

  test('of 0.1.0, which noted no format, is refused in one sentence and left as it is', async () => {
    await workspaceCollection(store).insertOne(shop);
    const started = bringUpToDate(store, () => undefined);
    await expect(started).rejects.toThrow(OtherFormat);
    await expect(started).rejects.toThrow(
      'these data are of format 1 and this version needs format 5: use another DATA_DIR or database, and import the orders again',
    );
    expect(await meta().countDocuments()).toBe(0);
  });

  test('of a later version is refused in one sentence and left as it is', async () => {
    await meta().insertOne({ _id: 'format', format: FORMAT + 1 });
    const started = bringUpToDate(store, () => undefined, { migrations: [doubling().migration] });
    await expect(started).rejects.toThrow(
      'format 6 and this version needs format 5: start the version that wrote them',
    );
    expect(await noted()).toEqual({ _id: 'format', format: FORMAT + 1 });
  });

  test('of format 2 is migrated once: later starts find nothing to do', async () => {
    await earlierStore(25);
    const [first, second] = [doubling(), doubling()];
    const said: string[] = [];
    await bringUpToDate(store, (sentence) => said.push(sentence), { migrations: [first.migration] });
    await bringUpToDate(store, (sentence) => said.push(sentence), { migrations: [second.migration] });
    expect(await areAllDoubled()).toBe(true);
    expect([first.changed.length, second.changed.length]).toEqual([25, 0]);
    expect(await noted()).toEqual({ _id: 'format', format: FORMAT, taken: ['doubling'] });
    expect(said).toEqual([
      'Bringing the store up to date, step 1 of 1: things are twice what they were.',
      'The store is up to date, from format 2.',
    ]);
    expect(await meta().countDocuments()).toBe(1);
  });

  test('of format 2 is migrated with a word on how far it is', async () => {
    await earlierStore(25);
    const said: string[] = [];
    const { migration } = doubling();
    await bringUpToDate(store, (sentence) => said.push(sentence), { migrations: [migration], sayEvery: 0 });
    expect(said).toEqual([
      'Bringing the store up to date, step 1 of 1: things are twice what they were.',
      'Bringing the store up to date, step 1 of 1: things are twice what they were (10 of 25).',
      'Bringing the store up to date, step 1 of 1: things are twice what they were (20 of 25).',
      'Bringing the store up to date, step 1 of 1: things are twice what they were (25 of 25).',
      'The store is up to date, from format 2.',
    ]);
  });

  test('of this format takes a migration that it has not taken yet, and no other', async () => {
    await earlierStore(5);
    await bringUpToDate(store, () => undefined, { migrations: [] });
    const [known, added] = [doubling(), doubling()];
    await bringUpToDate(store, () => undefined, { migrations: [known.migration] });
    await things(store).insertOne({ _id: 't-0007', old: 7 });
    const later = { ...added.migration, id: 'doubling-again' };
    await bringUpToDate(store, () => undefined, { migrations: [known.migration, later] });
    expect(known.changed).toHaveLength(5);
    expect(added.changed).toEqual(['t-0007']);
    expect((await noted())?.taken).toEqual(['doubling', 'doubling-again']);
  });
});

describe('a migration that ends in the middle', () => {
  test('keeps earlier versions out and goes on at the next start, with what is left', async () => {
    await earlierStore(35);
    const torn = doubling(async (page) => {
      if (page === 2) throw new Error('the process has ended');
    });
    const start = bringUpToDate(store, () => undefined, { migrations: [torn.migration] });
    await expect(start).rejects.toThrow('the process has ended');
    expect(await noted()).toEqual({ _id: 'format', format: FORMAT });
    const next = doubling();
    await bringUpToDate(store, () => undefined, { migrations: [next.migration] });
    expect([torn.changed.length, next.changed.length]).toEqual([20, 15]);
    expect(await areAllDoubled()).toBe(true);
  });
});

describe('of several processes that start at once', () => {
  test('one migrates, and the others wait until it is done and say so', async () => {
    await earlierStore(60);
    const slow = async () => {
      await new Promise((resolve) => setTimeout(resolve, 400));
    };
    const others = await Promise.all([1, 2, 3].map(async () => await connectStore(uri)));
    const said: string[][] = [[], [], []];
    const runs = others.map(() => doubling(slow));
    await Promise.all(
      others.map(async (connection, place) => {
        const migrations = [runs[place]?.migration ?? doubling().migration];
        await bringUpToDate(connection, (sentence) => said[place]?.push(sentence), { migrations, sayEvery: 50 });
        expect(await areAllDoubled()).toBe(true);
      }),
    );
    await Promise.all(others.map((connection) => connection.close()));
    const changed = runs.map((run) => run.changed.length);
    expect(changed.toSorted((a, b) => a - b)).toEqual([0, 0, 60]);
    const waiting = said.filter((_, place) => changed[place] === 0).flat();
    const what = /^Waiting until another process has brought the store up to date(, step 1 of 1: .*)?\.$/;
    expect(waiting.filter((sentence) => !what.test(sentence))).toEqual([]);
    expect(waiting.some((sentence) => /were \(\d+ of 60\)\.$/.test(sentence))).toBe(true);
  });

  test('one that has died is replaced when its lease is over', async () => {
    await earlierStore(15);
    const until = new Date(Date.now() + 700);
    await collectionOf<{ _id: string; until: Date }>(store, 'meta').insertOne({ _id: 'migration', until });
    const { migration, changed } = doubling();
    const said: string[] = [];
    await bringUpToDate(store, (sentence) => said.push(sentence), { migrations: [migration] });
    expect(Date.now()).toBeGreaterThanOrEqual(until.getTime());
    expect(changed).toHaveLength(15);
    expect(said[0]).toBe('Bringing the store up to date, step 1 of 1: things are twice what they were.');
  });

  test('one that freezes is replaced, and touches nothing more when it thaws', async () => {
    await earlierStore(40);
    const [frozen, isFrozen] = [gate(), gate()];
    const other = await connectStore(uri);
    const first = doubling(async (page, tell) => {
      if (page !== 1) return;
      // It renews nothing while it is frozen.
      await meta().updateOne({ _id: 'migration' }, { $set: { until: new Date(0) } });
      isFrozen.open();
      await frozen.opened;
      await tell(10, 40);
    });
    const late = bringUpToDate(store, () => undefined, { migrations: [first.migration], lease: 60_000 });
    await isFrozen.opened;
    const second = doubling();
    await bringUpToDate(other, () => undefined, { migrations: [second.migration] });
    await things(store).insertOne({ _id: 't-0100', old: 100 });
    frozen.open();
    await late;
    await other.close();
    expect([first.changed.length, second.changed.length]).toEqual([10, 30]);
    expect(await things(store).findOne({ _id: 't-0100' })).toEqual({ _id: 't-0100', old: 100 });
    expect((await noted())?.taken).toEqual(['doubling']);
  });
});

/** Something that one waits for until another lets it happen. */
function gate(): { readonly open: () => void; readonly opened: Promise<void> } {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
}
