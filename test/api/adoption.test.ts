import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { mongoCustomerPages } from '../../db/customers/customer-pages.ts';
import { customerCollection } from '../../db/customers/customers.ts';
import { adoptedRow } from '../../activities/roll-out/try.ts';
import { customerId } from '../../domain/ids.schema.ts';
import { customerKey } from '../../domain/keys.ts';
import { publishSilence, type Playbook } from '../../domain/playbook.ts';
import { DAY, isoTime } from '../../domain/time.ts';
import { aPurchase } from '../builders.ts';
import { NOW, openEdge, type Edge } from './edge.ts';
import { livesIn } from './lives.ts';

let edge: Edge;
let lives: ReturnType<typeof livesIn>;
beforeEach(async () => {
  edge = await openEdge();
  lives = livesIn(edge);
  await lives.bought('lapsed', [700, 650, 600]);
  await lives.bought('active', [30, 20, 10]);
  for (const id of ['lapsed', 'active']) await lives.decided(id, NOW - DAY);
});
afterEach(() => edge.close());

const get = async (path: string) => (await edge.call('get', path)).body;

/** Other rules of silence in force since this morning; nobody has been told. */
async function published(change: Partial<Playbook['silence']>): Promise<Playbook> {
  const { playbooks } = edge.deps.stores;
  const current = await playbooks.load(edge.workspace, 1);
  const next = publishSilence(current, { ...current.silence, ...change }, NOW - DAY / 2);
  await playbooks.publish(edge.workspace, next);
  return next;
}

/** Lets somebody adopt asleep, as a rollout does. */
async function adoptsAsleep(id: string, playbook: Playbook, meanwhile: () => Promise<void> = async () => undefined) {
  const pages = mongoCustomerPages(edge.deps.connection);
  const workspace = await edge.deps.stores.workspaces.find(edge.workspace);
  const [was] = await pages.rows([customerKey(edge.workspace, customerId.parse(id))]);
  const adopting = was && workspace && adoptedRow(was, { workspace, playbook, now: edge.clock.now });
  if (!adopting) throw new Error(`${id} has to decide`);
  await meanwhile();
  await pages.adopt([adopting], edge.clock.now);
}

async function buysNow(): Promise<void> {
  await lives.decided('active', NOW, [aPurchase({ id: 'now', at: NOW, customer: customerId.parse('active') })]);
}

const rowOf = async (id: string) =>
  await customerCollection(edge.deps.connection).findOne({ customer: customerId.parse(id) });

test('pages say which share of the customers lives by which rules', async () => {
  const everybody = { scoring: 1, silence: 1, customers: 2, share: 1 };
  expect((await get('/v1/segments')).rules).toEqual({
    playbook: 1,
    scoring: 1,
    silence: 1,
    adopted: 1,
    versions: [everybody],
  });
  const playbook = await published({ lapsedDays: 120 });
  expect((await get('/v1/segments')).rules).toMatchObject({ silence: 2, adopted: 0, versions: [everybody] });
  await adoptsAsleep('lapsed', playbook);
  const half = {
    playbook: 2,
    scoring: 1,
    silence: 2,
    adopted: 0.5,
    versions: [
      { scoring: 1, silence: 2, customers: 1, share: 0.5 },
      { scoring: 1, silence: 1, customers: 1, share: 0.5 },
    ],
  };
  expect((await get('/v1/segments')).rules).toEqual(half);
  expect((await get('/v1/silence')).rules).toEqual(half);
  expect((await get('/v1/silence/model')).adoption).toEqual([
    { version: 2, customers: 1, share: 0.5 },
    { version: 1, customers: 1, share: 0.5 },
  ]);
  await lives.decided('active', NOW);
  expect((await get('/v1/segments')).rules).toMatchObject({ adopted: 1 });
  expect((await get('/v1/scoring')).adoption).toEqual([{ version: 1, customers: 2, share: 1 }]);
});

describe('somebody who adopted rules asleep', () => {
  test('is told of by them, now and as of now, and by the old ones as of before', async () => {
    const playbook = await published({ lapsedDays: 120 });
    await adoptsAsleep('active', playbook);
    const now = await get('/v1/customers/active');
    expect(now.rules).toEqual({ playbook: 2, scoring: 1, silence: 2 });
    expect(now.when.silence).toMatchObject({ lapsedAt: isoTime(NOW + 110 * DAY) });
    expect((await get(`/v1/customers/active?at=${isoTime(NOW)}`)).when).toEqual(now.when);
    const before = await get(`/v1/customers/active?at=${isoTime(NOW - DAY)}`);
    expect(before).toMatchObject({ rules: { silence: 1 }, when: { silence: { lapsedAt: isoTime(NOW + 170 * DAY) } } });
  });

  test('decides next as if they had been asked then: with the adoption in the journal', async () => {
    const playbook = await published({ lapsedDays: 120 });
    const before = (await rowOf('active'))?.state;
    if (before === undefined) throw new Error('nobody is there');
    await adoptsAsleep('active', playbook);
    expect((await rowOf('active'))?.state).toMatchObject({ turn: before.turn, seq: before.seq, asOf: NOW - DAY });
    await buysNow();
    const adopted = { playbook: 2, rules: { silence: 2 }, turn: before.turn + 1, seq: before.seq + 2 };
    expect(await rowOf('active')).toMatchObject({ orders: 4, state: adopted });
  });

  test('has not, where they decided meanwhile: the decision stays', async () => {
    const playbook = await published({ lapsedDays: 120 });
    await adoptsAsleep('active', playbook, buysNow);
    expect(await rowOf('active')).toMatchObject({ orders: 4, lastPurchaseAt: NOW, asOf: NOW });
  });

  test('has not, where newer rules were adopted meanwhile: older ones are not put back', async () => {
    const playbook = await published({ lapsedDays: 120 });
    const { playbooks } = edge.deps.stores;
    const newer = publishSilence(playbook, { ...playbook.silence, lapsedDays: 150 }, NOW - DAY / 4);
    await adoptsAsleep('active', playbook, async () => {
      await playbooks.publish(edge.workspace, newer);
      await adoptsAsleep('active', newer);
    });
    expect(await rowOf('active')).toMatchObject({ state: { rules: { silence: 3 } } });
  });
});
