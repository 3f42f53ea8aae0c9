import { mongoPlaybookStore } from '../../db/playbook/playbooks.ts';
import { workspaceCollection } from '../../db/workspaces/workspaces.ts';
import { customerId, workspaceId } from '../../domain/ids.schema.ts';
import { pointsKey } from '../../domain/keys.ts';
import { openIngest, wakesOf } from '../../ingest/open.ts';
import { pointsRow, type PointsAsked } from '../../ingest/points-row.ts';
import { withLoyalty } from '../domain/loyalty/life.ts';
import { eventually, Harness, purchase } from './harness.ts';
import { keepHistory } from './history-files.ts';

const SHOP = workspaceId.parse('shop');
const PROGRAMME = {
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
  quests: [
    {
      id: 'twice',
      name: 'Twice',
      steps: [{ id: 'orders', name: 'Orders', by: 'count', on: 'purchase', target: 2 }],
      rewards: [
        { give: 'points', points: 10 },
        { give: 'coupon', pool: 'thanks' },
      ],
    },
  ],
};

/** Records a customer with points, a tier, a quest and a coupon, whose points are spent and given back by updates. */
export async function recordLoyalty(): Promise<void> {
  const harness = await Harness.start();
  const playbooks = mongoPlaybookStore(harness.store);
  await playbooks.publish(SHOP, withLoyalty(PROGRAMME, await playbooks.load(SHOP, 1)));
  const wakes = wakesOf(harness.client, { taskQueue: harness.taskQueue });
  const ingest = openIngest({ connection: harness.store, ...wakes, now: Date.now, failed: () => undefined });
  const here = await workspaceCollection(harness.store).findOne({ _id: SHOP });
  if (here === null) throw new Error('there is no shop');
  const customer = harness.name('loyal');
  const ask = async (key: string, asked: PointsAsked) =>
    await ingest.askPoints(here, pointsRow(here, customerId.parse(customer), key, asked, Date.now()));

  for (const amount of [6_000, 9_000]) {
    await harness.deliverHere(customer, [purchase(customer, Date.now(), amount)]);
  }
  await eventually(async () => harness.performed.some(({ kind }) => kind === 'grantCoupon'));
  await ask(`${customer}-spend`, { kind: 'points-spent', points: 30 });
  await ask(`${customer}-more`, { kind: 'points-spent', points: 900 });
  await ask(`${customer}-back`, { kind: 'points-returned', spend: pointsKey(SHOP, `${customer}-spend`) });
  await harness.settledHistory(customer);
  await keepHistory('loyalty', await harness.client.workflow.getHandle(harness.workflowId(customer)).fetchHistory());
  await harness.stop();
}
