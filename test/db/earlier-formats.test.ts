import { randomUUID } from 'node:crypto';
import type { Connection } from 'mongoose';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { createDecide } from '../../activities/decide.ts';
import { connectStore } from '../../db/connection.ts';
import { mongoCurrentTotals } from '../../db/customers/current-totals.ts';
import { customerCollection, readCustomer, type StoredCustomerRow } from '../../db/customers/customers.ts';
import { mongoDecisionStore } from '../../db/events/decisions.ts';
import { eventCollection } from '../../db/events/events.ts';
import { bringUpToDate } from '../../db/migrations/bring-up-to-date.ts';
import { currencyDigits } from '../../db/migrations/currency-digits.ts';
import { MIGRATIONS } from '../../db/migrations/migrations.ts';
import { mongoErasureStore } from '../../db/privacy/erasures.ts';
import { mongoPlaybookStore } from '../../db/playbook/playbooks.ts';
import { mongoQuarantineStore } from '../../db/events/quarantine.ts';
import { ensureIndexes } from '../../db/schema.ts';
import { moneyOf, workspaceCollection, type WorkspaceRow } from '../../db/workspaces/workspaces.ts';
import { platformDigits } from '../../domain/currency.ts';
import { customerId, eventId, sourceId, workspaceId } from '../../domain/ids.schema.ts';
import { eventKey } from '../../domain/keys.ts';
import { SECOND } from '../../domain/time.ts';
import { upcastState } from '../../domain/decision/upcast-state.ts';
import { databaseUri } from '../database-uri.ts';
import { restoreStore } from '../fixtures/dump.ts';
import { recordedStates, type Recorded } from '../fixtures/recorded.ts';

async function emptyStore(): Promise<Connection> {
  return await connectStore(databaseUri(inject('mongodbUri'), `earlier-${randomUUID().slice(0, 8)}`));
}

describe('a workspace of 0.2.0', () => {
  let store: Connection;
  beforeAll(async () => {
    store = await emptyStore();
  });
  afterAll(async () => {
    await store.dropDatabase();
    await store.close();
  });

  const row = (id: string, given: Pick<WorkspaceRow, 'currency' | 'digits'>): WorkspaceRow => {
    return { _id: workspaceId.parse(id), timezone: 'UTC', playbook: 1, createdAt: 0, ...given };
  };

  test('gets the digits that its amounts were read by, once and for good', async () => {
    const workspaces = workspaceCollection(store);
    await workspaces.insertMany([row('old', { currency: 'HUF' }), row('new', { currency: 'HUF', digits: 2 })]);
    const old = row('old', { currency: 'HUF' });
    expect(moneyOf(old)).toEqual({ currency: 'HUF', digits: platformDigits('HUF') });
    await currencyDigits.run(store, async () => undefined);
    const digits = async (id: string) => (await workspaces.findOne({ _id: workspaceId.parse(id) }))?.digits;
    expect([await digits('old'), await digits('new')]).toEqual([platformDigits('HUF'), 2]);
    await workspaces.updateOne({ _id: old._id }, { $set: { digits: 1 } });
    await currencyDigits.run(store, async () => undefined);
    expect(await digits('old')).toBe(1);
  });
});

describe('a store of 0.2.0', () => {
  let store: Connection;
  let before: ReadonlyMap<string, StoredCustomerRow>;
  beforeAll(async () => {
    store = await emptyStore();
    await restoreStore(store, new URL('../fixtures/store-0.2.0/store.ejson.gz', import.meta.url));
    before = new Map((await customerCollection(store).find().toArray()).map((row) => [row._id, row]));
    await bringUpToDate(store, () => undefined);
    mongoDecisionStore(store);
    await ensureIndexes(store);
  });
  afterAll(async () => {
    await store.dropDatabase();
    await store.close();
  });

  const rowOf = async ({ name }: Recorded) => {
    const row = await customerCollection(store).findOne({
      customer: customerId.parse(name.slice(name.indexOf('-') + 1)),
    });
    if (row === null) throw new Error(`${name} is not in the store`);
    return readCustomer(row);
  };

  test('has customers as 0.2.0 wrote them, and all of them are read as this version writes them', async () => {
    const old = [...before.values()];
    expect(old.length).toBe(573);
    expect(old.every(({ state }) => state.schema === 1 && state.ledger.forgotten === undefined)).toBe(true);
    for (const row of await customerCollection(store).find().toArray()) {
      const { state, totalsUntil, atStake } = readCustomer(row);
      for (const figure of [state.ledger.forgotten, totalsUntil, atStake]) expect(figure).toBeDefined();
      expect(state.ledger.recent.every(([, orders]) => orders > 0)).toBe(true);
      const was = before.get(row._id)?.state;
      expect(state).toMatchObject({ schema: 2, turn: was?.turn, standing: was?.standing });
      const inside = Object.entries(state.journeys).filter(([, { enrolments }]) =>
        enrolments.some(({ is }) => is === 'inside'),
      );
      expect(inside.map(([journey]) => journey).toSorted()).toEqual(row.inside);
    }
  });

  test('is brought up to date once more without a change: a repeat finds nothing left', async () => {
    const dump = async () => await customerCollection(store).find().sort({ _id: 1 }).toArray();
    const once = await dump();
    for (const migration of MIGRATIONS) await migration.run(store, async () => undefined);
    expect(await dump()).toEqual(once);
  });

  test('of whom a summary tells many purchases has the limits of one who buys often, and is due where they are over', async () => {
    const summed = await customerCollection(store)
      .find({ 'state.ledger.summary': { $ne: null } })
      .toArray();
    expect(summed.length).toBe(2);
    for (const { _id, state, next, nextSilence } of summed) {
      const was = before.get(_id);
      expect([was?.state.limits?.by, state.limits?.by]).toEqual(['first-gap', 'fixed']);
      expect(nextSilence?.at).toBe(state.limits?.overdueAt);
      expect(next?.at).toBeLessThanOrEqual(Math.min(nextSilence?.at ?? 0, was?.next?.at ?? Infinity));
    }
  });

  test('counts its totals anew when they are next read', async () => {
    const workspace = workspaceId.parse('shop');
    const [shop, playbooks] = [await workspaceCollection(store).findOne({ _id: workspace }), mongoPlaybookStore(store)];
    const now = shop?.clock ?? 0;
    expect(await mongoCurrentTotals(store, playbooks).bringUpTo(workspace, now)).toBe(565);
    expect(await customerCollection(store).countDocuments({ workspace, totalsUntil: { $lte: now } })).toBe(0);
  });

  test('is what its workflows go on from: their own states say the same as the rows', async () => {
    const recorded = await recordedStates('0.2.0');
    expect(recorded.length).toBe(9);
    for (const one of recorded) expect(upcastState(one.state), one.name).toEqual((await rowOf(one)).state);
  });

  test('is decided on from a workflow’s own state as from the row', async () => {
    const workspaces = workspaceCollection(store);
    const decide = createDecide({
      decisions: mongoDecisionStore(store),
      playbooks: mongoPlaybookStore(store),
      async workspace(id) {
        const row = await workspaces.findOne({ _id: id });
        if (row === null) throw new Error(`workspace ${id} is not in the store`);
        return row;
      },
      giveUp: async () => undefined,
      quarantine: mongoQuarantineStore(store),
      erasures: mongoErasureStore(store),
      wallClock: Date.now,
    });
    for (const one of await recordedStates('0.2.0')) {
      const { _id, workspace, customer, chain, state } = await rowOf(one);
      const at = state.asOf + SECOND;
      const key = eventKey(workspace, sourceId.parse('api'), eventId.parse(`later-${customer}`));
      const event = { kind: 'purchase', key, customer, at, seenAt: at, receivedAt: at, amount: 1_500 } as const;
      await eventCollection(store).insertOne({ _id: key, workspace, customer, event, hash: key, receivedAt: at });
      const call = { workspace, customer, chain, state: one.state, events: [key], outcomes: [], now: at };
      const reply = await decide(call);
      expect(reply.state, one.name).toMatchObject({ turn: state.turn + 1, asOf: at });
      expect(reply.state.ledger.orders).toBe(state.ledger.orders + 1);
      expect((await customerCollection(store).findOne({ _id }))?.state).toEqual(reply.state);
    }
  });
});
