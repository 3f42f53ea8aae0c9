import type { Connection } from 'mongoose';
import { buyAgain } from '../domain/recommend/buy-again.ts';
import { bundlesFor } from '../domain/recommend/bundles.ts';
import { crossSell } from '../domain/recommend/cross-sell.ts';
import { historyOf } from '../domain/recommend/history.ts';
import type { Shelf, Shopper } from '../domain/recommend/recommendation.ts';
import { DAY, type Instant } from '../domain/time.ts';
import { measureLearning } from './recommend-store.ts';
import { byCustomer, qualityAt, type Quality } from './recommend-quality.ts';
import type { Figure } from './report.ts';
import { retailBaskets } from './retail-baskets.ts';
import { shelfOf } from './shelf.ts';
import { tableLines } from './table.ts';

/** What is bought in the last so many days of the file is foretold from what was bought before. */
const FORETOLD = 60 * DAY;
const MOST_BUILD_S = 10;
const MOST_ONE_MS = 1;
/** How many times the recall of the popular items the neighbours must have. */
const LEAST_GAIN = 2;

/** Recommendations from the lines of a file of orders: how long they take, and how good they are. */
export async function measureRecommend(file: string, store: Connection): Promise<readonly Figure[]> {
  const baskets = await retailBaskets(file);
  const last = baskets.at(-1)?.at;
  if (last === undefined) throw new Error(`there are no baskets in ${file}`);
  const started = performance.now();
  const shelf = shelfOf(baskets, last);
  const seconds = (performance.now() - started) / 1_000;
  const lists = LISTS.map(([what, recommend]) => timing(what, recommend, byCustomer(baskets), shelf, last));
  const { customers, fresh, all } = qualityAt(baskets, last - FORETOLD);
  printQuality(`items new to ${customers} customers`, fresh);
  printQuality('all items', all);
  const items = new Set(baskets.flatMap((basket) => basket.items)).size;
  return [
    {
      what: `neighbours of ${items} items from ${baskets.length} baskets`,
      measured: `${seconds.toFixed(2)} s`,
      goal: `<= ${MOST_BUILD_S} s`,
      ok: seconds <= MOST_BUILD_S,
    },
    ...(await measureLearning(store, baskets)),
    ...lists,
    gain(
      'recall@10 of new items beside popular ones',
      of(fresh, 'neighbours alone').recall / of(fresh, 'popular').recall,
    ),
  ];
}

type Customers = ReturnType<typeof byCustomer>;
type Recommend = (shopper: Shopper, shelf: Shelf, limit: number) => readonly unknown[];

const LISTS: readonly (readonly [what: string, recommend: Recommend])[] = [
  ['what goes with what one customer has', crossSell],
  ['what one customer buys again', buyAgain],
  ['bundles for one customer', bundlesFor],
];

/** For everybody, from baskets to reasons; of the processor, so that what else runs on the machine counts less. */
function timing(what: string, recommend: Recommend, customers: Customers, shelf: Shelf, now: Instant): Figure {
  const started = process.cpuUsage();
  for (const known of customers.values()) {
    recommend({ history: historyOf(known), segment: null, tone: 'upsell', now }, shelf, 10);
  }
  const { user, system } = process.cpuUsage(started);
  const ms = (user + system) / 1_000 / customers.size;
  return { what, measured: `${ms.toFixed(3)} ms`, goal: `<= ${MOST_ONE_MS} ms`, ok: ms <= MOST_ONE_MS };
}

function gain(what: string, times: number): Figure {
  return { what, measured: `${times.toFixed(2)} times`, goal: `>= ${LEAST_GAIN}`, ok: times >= LEAST_GAIN };
}

function of(qualities: readonly Quality[], method: string): Quality {
  const found = qualities.find((one) => one.method === method);
  if (found === undefined) throw new Error(`nobody measured ${method}`);
  return found;
}

function printQuality(title: string, qualities: readonly Quality[]): void {
  const rows = qualities.map(({ method, recall, hit }) => [method, recall.toFixed(4), hit.toFixed(3)]);
  console.log(`\n${title}`);
  for (const line of tableLines(['method', 'recall@10', 'hit@10'], rows, 'right')) console.log(`  ${line}`);
}
