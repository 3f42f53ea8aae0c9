import { setTimeout as pause } from 'node:timers/promises';
import type { Connection } from 'mongoose';
import { customerCollection } from '../db/customers/customers.ts';
import { percentile, until, type Figure } from './report.ts';
import type { Shop } from './served.ts';

const SPENDS = 200;
const CUSTOMERS = 20;
const GOAL = 50;

const PROGRAMME = {
  earn: [{ id: 'orders', on: 'purchase', per: { by: 'amount', amount: 100, points: 1 }, expire: { by: 'never' } }],
};

/** Points that are spent by the API on an idle system: from the call until the customer has decided and it is answered. */
export async function measureSpend(
  store: Connection,
  { workspace, call, post }: Pick<Shop, 'workspace' | 'call' | 'post'>,
): Promise<readonly Figure[]> {
  await call('PUT', '/v1/loyalty', PROGRAMME);
  await call('POST', '/v1/loyalty/publish');
  const customers = Array.from({ length: CUSTOMERS }, (_, n) => `spends-${n}`);
  for (const customer of customers)
    await post({ id: `spends:${customer}`, customer, type: 'purchase', amount: 5_000_000 });
  await until(async () => (await customerCollection(store).countDocuments({ workspace })) === CUSTOMERS, 50);
  const took: number[] = [];
  for (let n = 0; n < SPENDS; n += 1) {
    const started = performance.now();
    await call('POST', `/v1/customers/${customers[n % CUSTOMERS]}/points/spend`, { points: 1, key: `spend-${n}` });
    took.push(performance.now() - started);
    await pause(20);
  }
  const [p50, p99] = [percentile(took, 0.5), percentile(took, 0.99)];
  const measured = `${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms`;
  return [{ what: 'points spent, answered, p50', measured, goal: `<= ${GOAL} ms`, ok: p50 <= GOAL }];
}
