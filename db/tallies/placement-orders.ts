import { periodStart } from '../../domain/loyalty/calendar.ts';
import { orderedAfter } from '../../domain/loyalty/figures.ts';
import type { Ledger } from '../../domain/ledger/ledger.ts';
import type { TallyReader } from './reader.ts';
import { sumOf } from './result-shares.ts';
import { placementTally } from './placements.ts';
import type { Contribution, Share, Tally } from './tally.ts';

const AMOUNTS = ['customers', 'orders', 'revenue'] as const;
type PlacementOrderAmount = (typeof AMOUNTS)[number];

/** What orders are told after. `control`: those who are held out would have seen it. */
const SEEN_BY = ['shown', 'control', 'followed'] as const;
type SeenBy = (typeof SEEN_BY)[number];

/**
 * Who saw placements of a journey, would have seen them or followed them, each once a month, and what they ordered after it.
 * The days on which they did are those that the ledger of effects is counted under: counting it marks its customers.
 */
export const placementOrderTally: Tally<PlacementOrderAmount> = {
  name: 'placement-after',
  past: true,
  amounts: AMOUNTS,
  shares: ({ placed }) => placed,
};

/**
 * What one customer adds.
 * @param signs what their placements are counted under
 * @param first the first local day that is kept
 */
export function placedShares(
  signs: readonly Contribution[],
  { days }: Pick<Ledger, 'days'>,
  first: number,
): readonly Share<PlacementOrderAmount>[] {
  const seen = new Map<string, Set<number>>();
  for (const { tally, of, day = first - 1, adds } of signs) {
    if (tally !== placementTally.name || day < first) continue;
    for (const by of SEEN_BY) {
      if ((adds[by] ?? 0) > 0) seen.set(`${by}/${of}`, (seen.get(`${by}/${of}`) ?? new Set()).add(day));
    }
  }
  return sumOf(
    [...seen].flatMap(([of, on]) =>
      ofDays(
        of,
        [...on].toSorted((a, b) => a - b),
        days,
      ),
    ),
  );
}

function ofDays(of: string, on: readonly number[], days: Ledger['days']): readonly Share<PlacementOrderAmount>[] {
  const months = new Set(on.map((day) => periodStart(day, 'month')));
  return [
    ...[...months].map((day) => ({ of, day, adds: { customers: 1 } })),
    ...[...orderedAfter(on, days)].map(([day, adds]) => ({ of, day: periodStart(day, 'month'), adds })),
  ];
}

export type PlacementOrders = Readonly<Record<PlacementOrderAmount, number>>;

/** By journey, for those who saw its placements, would have seen them, and followed them. */
export type OrdersByJourney = ReadonlyMap<string, Readonly<Partial<Record<SeenBy, PlacementOrders>>>>;

/** @param from the first day of the first month */
export async function placementOrders(reader: TallyReader, from: number): Promise<OrdersByJourney> {
  const sums = new Map<string, Partial<Record<SeenBy, PlacementOrders>>>();
  for (const { of, sums: more } of await reader.rows(placementOrderTally, { from })) {
    const by = SEEN_BY.find((one) => of.startsWith(`${one}/`));
    if (by === undefined) continue;
    const journey = of.slice(by.length + 1);
    const own = sums.get(journey) ?? {};
    const { customers = 0, orders = 0, revenue = 0 } = own[by] ?? {};
    const sum = {
      customers: customers + more.customers,
      orders: orders + more.orders,
      revenue: revenue + more.revenue,
    };
    sums.set(journey, { ...own, [by]: sum });
  }
  return sums;
}
