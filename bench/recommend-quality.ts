import type { CustomerId, ItemId } from '../domain/ids.schema.ts';
import type { Basket } from '../domain/recommend/basket.ts';
import { buyAgain } from '../domain/recommend/buy-again.ts';
import { crossSell } from '../domain/recommend/cross-sell.ts';
import { historyOf, type History } from '../domain/recommend/history.ts';
import { NOT_POPULAR, type Popular } from '../domain/recommend/popular.ts';
import type { Recommendation, Shelf, Shopper } from '../domain/recommend/recommendation.ts';
import type { Instant } from '../domain/time.ts';
import { shelfOf } from './shelf.ts';

/** As many as a mail shows. */
const SHOWN = 10;

/** Of those who bought before the split and after it. */
export interface Quality {
  readonly method: string;
  /** Of what was bought afterwards, the share that was recommended; the mean over customers. */
  readonly recall: number;
  /** Customers who bought at least one of what was recommended. */
  readonly hit: number;
}

interface Returned {
  readonly shopper: Shopper;
  readonly bought: ReadonlySet<ItemId>;
}

type Method = readonly [method: string, recommend: (shopper: Shopper) => readonly ItemId[]];

/** What is recommended as of the split, held against what was bought after it: items new to the customer, and all. */
export function qualityAt(baskets: readonly Basket[], split: Instant) {
  const before = baskets.filter(({ at }) => at < split);
  const shelf = shelfOf(before, split);
  const came = whoCameBack(before, baskets.slice(before.length), split);
  const fresh = came.map(({ shopper, bought }) => ({ shopper, bought: withoutOwned(bought, shopper.history) }));
  return {
    customers: came.length,
    fresh: methodsOfNew(shelf).map((method) => qualityOf(method, fresh)),
    all: methodsOfAll(shelf).map((method) => qualityOf(method, came)),
  };
}

function whoCameBack(before: readonly Basket[], after: readonly Basket[], now: Instant): readonly Returned[] {
  const bought = byCustomer(after);
  return [...byCustomer(before)].flatMap(([customer, known]) => {
    const then = bought.get(customer);
    if (then === undefined) return [];
    const shopper: Shopper = { history: historyOf(known), segment: null, tone: 'helpful', now };
    return [{ shopper, bought: new Set(then.flatMap(({ items }) => items)) }];
  });
}

export function byCustomer(baskets: readonly Basket[]): ReadonlyMap<CustomerId, readonly Basket[]> {
  const found = new Map<CustomerId, Basket[]>();
  for (const basket of baskets) {
    const known = found.get(basket.customer) ?? [];
    known.push(basket);
    found.set(basket.customer, known);
  }
  return found;
}

const ownedIn = ({ owned }: History) => new Set(owned.map(({ item }) => item));
function withoutOwned(bought: ReadonlySet<ItemId>, history: History): ReadonlySet<ItemId> {
  const owned = ownedIn(history);
  return new Set([...bought].filter((item) => !owned.has(item)));
}

const itemsIn = (found: readonly Recommendation[]) => found.map(({ item }) => item);
const mostOf = (popular: readonly Popular[]) => popular.slice(0, SHOWN).map(({ item }) => item);

function methodsOfNew(shelf: Shelf): readonly Method[] {
  const alone = { ...shelf, popular: NOT_POPULAR };
  return [
    ['popular', ({ history }) => mostOf(shelf.popular.all.filter(({ item }) => !ownedIn(history).has(item)))],
    ['neighbours alone', (shopper) => itemsIn(crossSell(shopper, alone, SHOWN))],
    ['cross-sell', (shopper) => itemsIn(crossSell(shopper, shelf, SHOWN))],
  ];
}

function methodsOfAll(shelf: Shelf): readonly Method[] {
  return [
    ['popular', () => mostOf(shelf.popular.all)],
    ['cross-sell', (shopper) => itemsIn(crossSell(shopper, shelf, SHOWN))],
    ['most frequent', ({ history }) => oftenest(history)],
    ['buy-again', (shopper) => itemsIn(buyAgain(shopper, shelf, SHOWN))],
  ];
}

function oftenest({ owned }: History): readonly ItemId[] {
  const sorted = owned.toSorted((a, b) => b.times - a.times || b.lastAt - a.lastAt);
  return sorted.slice(0, SHOWN).map(({ item }) => item);
}

/** Whoever bought nothing that counts afterwards says nothing. */
function qualityOf([method, recommend]: Method, came: readonly Returned[]): Quality {
  const judged = came.filter(({ bought }) => bought.size > 0);
  let [recall, hits] = [0, 0];
  for (const { shopper, bought } of judged) {
    const right = recommend(shopper).filter((item) => bought.has(item)).length;
    recall += right / bought.size;
    hits += right > 0 ? 1 : 0;
  }
  return { method, recall: recall / judged.length, hit: hits / judged.length };
}
