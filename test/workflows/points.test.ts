import { afterAll, beforeAll, expect, test } from 'vitest';
import { mongoPlaybookStore } from '../../db/playbook/playbooks.ts';
import { workspaceCollection } from '../../db/workspaces/workspaces.ts';
import { customerId, workspaceId } from '../../domain/ids.schema.ts';
import { openIngest, wakesOf, type Ingest } from '../../ingest/open.ts';
import { pointsRow, type PointsAsked } from '../../ingest/points-row.ts';
import { withLoyalty } from '../domain/loyalty/life.ts';
import { eventually, Harness, purchase } from './harness.ts';

const shop = workspaceId.parse('shop');
const DRAFT = {
  earn: [{ id: 'orders', on: 'purchase', per: { by: 'amount', amount: 100, points: 1 }, expire: { by: 'never' } }],
  tiers: {
    metric: { by: 'spend' },
    window: { by: 'lifetime' },
    validity: { by: 'forever' },
    levels: [
      { id: 'bronze', name: 'Bronze', min: 0 },
      { id: 'gold', name: 'Gold', min: 10_000 },
    ],
  },
};

let harness: Harness;
let ingest: Ingest;
beforeAll(async () => {
  harness = await Harness.start();
  const playbooks = mongoPlaybookStore(harness.store);
  const book = withLoyalty(DRAFT, await playbooks.load(shop, 1));
  await playbooks.publish(shop, book);
  const wakes = wakesOf(harness.client, { taskQueue: harness.taskQueue });
  ingest = openIngest({ connection: harness.store, ...wakes, now: Date.now, failed: () => undefined });
});
afterAll(async () => await harness.stop());

async function ask(customer: string, key: string, asked: PointsAsked) {
  const here = await workspaceCollection(harness.store).findOne({ _id: shop });
  if (here === null) throw new Error('there is no shop');
  return await ingest.askPoints(here, pointsRow(here, customerId.parse(customer), key, asked, Date.now()));
}

const spend = (points: number): PointsAsked => ({ kind: 'points-spent', points });

test('given requests for more than there is at one moment, then as many are accepted as there are points for', async () => {
  const customer = harness.name('spender');
  await harness.deliverHere(customer, [purchase(customer, Date.now(), 10_000)]);
  const asked = await Promise.all(Array.from({ length: 8 }, (_, n) => ask(customer, `${customer}-${n}`, spend(30))));
  const accepted = asked.filter(({ outcome }) => outcome?.is === 'accepted');
  expect(accepted).toHaveLength(3);
  expect(asked.filter(({ outcome }) => outcome?.is === 'insufficient')).toHaveLength(5);
  // Each again is answered as it was, and changes nothing.
  const again = await Promise.all(Array.from({ length: 8 }, (_, n) => ask(customer, `${customer}-${n}`, spend(30))));
  expect(again.map(({ outcome }) => outcome?.is)).toEqual(asked.map(({ outcome }) => outcome?.is));
  expect(again.every(({ verdict }) => verdict === 'duplicate')).toBe(true);
  expect(await ask(customer, `${customer}-0`, spend(10))).toEqual({ verdict: 'conflict', outcome: null });
  const { state } = (await harness.row(customer)) ?? {};
  expect(state?.loyalty?.account).toMatchObject({ earned: 100, spent: 90, active: [{ points: 10 }] });
});

test('given an order that reaches a tier, then the change is performed once, where operators see it', async () => {
  const customer = harness.name('climber');
  await harness.deliverHere(customer, [purchase(customer, Date.now(), 20_000)]);
  const mine = () =>
    harness.performed.filter((effect) => effect.kind === 'changeTier' && effect.key.includes(customer));
  await eventually(async () => mine().length > 0);
  expect(mine()).toMatchObject([{ kind: 'changeTier', from: 'bronze', to: 'gold', summary: 'tier bronze → gold' }]);
});

test('given a customer who sleeps in a start delay, then asking for points wakes them', async () => {
  const customer = harness.name('sleeper');
  await harness.startDelayed(customer, '1h');
  expect((await ask(customer, customer, { kind: 'points-adjusted', points: 5, reason: 'welcome' })).outcome).toEqual({
    is: 'accepted',
    active: 5,
  });
});
