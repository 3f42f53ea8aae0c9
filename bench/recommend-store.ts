import { MockActivityEnvironment } from '@temporalio/testing';
import type { Connection } from 'mongoose';
import { learnFromBaskets } from '../activities/recommend/learn-from-baskets.ts';
import { mongoCouponRefunds } from '../db/coupons/refunded.ts';
import { mongoReadOrders } from '../db/events/refunded.ts';
import { mongoCustomerSegments } from '../db/customers/customer-segments.ts';
import { mongoBasketEvents } from '../db/recommend/basket-events.ts';
import { mongoBasketStore } from '../db/recommend/baskets.ts';
import { mongoItemFigures } from '../db/recommend/item-figures.ts';
import { ensureIndexes } from '../db/schema.ts';
import { workspaceId } from '../domain/ids.schema.ts';
import type { Basket } from '../domain/recommend/basket.ts';
import type { Figure } from './report.ts';

const WORKSPACE = workspaceId.parse('recommend');
const AT_ONCE = 500;
const MOST_WHOLE_S = 30;
const MOST_ONE_S = 2;

/** The same as the upkeep does it: whole baskets that lie in the store, and then one more. */
export async function measureLearning(store: Connection, baskets: readonly Basket[]): Promise<readonly Figure[]> {
  const deps = {
    basketEvents: mongoBasketEvents(store),
    baskets: mongoBasketStore(store),
    itemFigures: mongoItemFigures(store),
    customerSegments: mongoCustomerSegments(store),
    readOrders: mongoReadOrders(store),
    couponRefunds: mongoCouponRefunds(store),
    now: Date.now,
  };
  await ensureIndexes(store);
  const clock = baskets.at(-1)?.at ?? 0;
  const here = { _id: WORKSPACE, currency: 'GBP', timezone: 'Europe/London', playbook: 1, createdAt: 0, clock };
  const rows = baskets.map(({ key, ...basket }) => ({ _id: key, workspace: WORKSPACE, ...basket }));
  for (let first = 0; first < rows.length; first += AT_ONCE) await deps.baskets.put(rows.slice(first, first + AT_ONCE));
  const learn = () => secondsOf(() => new MockActivityEnvironment().run(() => learnFromBaskets(deps, here)));
  const whole = await learn();
  await deps.baskets.put(rows.slice(-1));
  const one = await learn();
  return [
    figure('all of it from the store, in the background', whole, MOST_WHOLE_S),
    figure('one basket more', one, MOST_ONE_S),
  ];
}

async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1_000;
}

function figure(what: string, seconds: number, most: number): Figure {
  return { what, measured: `${seconds.toFixed(2)} s`, goal: `<= ${most} s`, ok: seconds <= most };
}
