import { describe, expect, test } from 'vitest';
import { itemId, type ItemId } from '../../../domain/ids.schema.ts';
import type { OrderKey } from '../../../domain/keys.ts';
import { bundlesFor } from '../../../domain/recommend/bundles.ts';
import { buyAgain } from '../../../domain/recommend/buy-again.ts';
import { crossSell } from '../../../domain/recommend/cross-sell.ts';
import { historyOf, type KeptBasket } from '../../../domain/recommend/history.ts';
import { NOT_POPULAR, PopularityCounts } from '../../../domain/recommend/popular.ts';
import type { Offer, Recommendation, Shelf, Shopper } from '../../../domain/recommend/recommendation.ts';
import { rhythmOf } from '../../../domain/recommend/rhythm.ts';
import { toneOf } from '../../../domain/recommend/tone.ts';
import { customerId } from '../../../domain/ids.schema.ts';
import type { SegmentId } from '../../../domain/scoring/segment.ts';
import { DAY } from '../../../domain/time.ts';
import { CUSTOMER, NOON } from '../../builders.ts';

const id = (text: string) => itemId.parse(text);
const [TEA, CUP, POT, JAM, OAT] = ['tea', 'cup', 'pot', 'jam', 'oat'].map(id) as [
  ItemId,
  ItemId,
  ItemId,
  ItemId,
  ItemId,
];
const LOYAL = 'loyal' as SegmentId;
const ANY: Offer = { price: null, category: null };

const bought = (daysAgo: number, ...items: readonly ItemId[]): KeptBasket => ({
  key: `shop:api:${daysAgo}` as OrderKey,
  customer: CUSTOMER,
  at: NOON - daysAgo * DAY,
  items,
});

function shopper(baskets: readonly KeptBasket[], more: Partial<Shopper> = {}): Shopper {
  return { history: historyOf(baskets), segment: LOYAL, tone: 'helpful', now: NOON, ...more };
}

interface Known {
  readonly neighbours?: Readonly<Record<string, readonly (readonly [item: ItemId, llr: number])[]>>;
  readonly rhythms?: Readonly<Record<string, number>>;
  readonly offers?: Readonly<Record<string, Offer | null>>;
  readonly baskets?: Readonly<Record<string, number>>;
  readonly popular?: Shelf['popular'];
}

function shelf({ neighbours = {}, rhythms = {}, offers = {}, baskets = {}, popular = NOT_POPULAR }: Known): Shelf {
  return {
    neighbours: (item) => (neighbours[item] ?? []).map(([other, llr]) => ({ item: other, together: 7, llr })),
    rhythm: (item) => rhythms[item] ?? null,
    baskets: (item) => baskets[item] ?? 20,
    popular,
    offer: (item) => (item in offers ? (offers[item] ?? null) : ANY),
  };
}

const itemsOf = (found: readonly Recommendation[]) => found.map(({ item }) => item);

describe('what is recommended beside what somebody has', () => {
  const neighbours = {
    tea: [
      [CUP, 30],
      [POT, 20],
    ],
    jam: [
      [POT, 20],
      [OAT, 25],
    ],
  } as const;

  test('is what most of it speaks for, each with the item that speaks for it most', () => {
    const found = crossSell(shopper([bought(0, TEA, JAM)]), shelf({ neighbours }), 10);
    expect(found).toEqual([
      { item: POT, reason: { is: 'bought-with', item: JAM, together: 7 } },
      { item: CUP, reason: { is: 'bought-with', item: TEA, together: 7 } },
      { item: OAT, reason: { is: 'bought-with', item: JAM, together: 7 } },
    ]);
  });

  test('counts half as much after 90 days', () => {
    // POT has 20 + 10, and CUP 15, of which half is left.
    const found = crossSell(shopper([bought(90, TEA), bought(0, JAM)]), shelf({ neighbours }), 10);
    expect(itemsOf(found)).toEqual([POT, OAT, CUP]);
  });

  test('is nothing that they have, gave back, or that is sold out', () => {
    const baskets = [bought(0, TEA, JAM), bought(400, OAT), { ...bought(3, CUP, TEA), back: true } as const];
    expect(itemsOf(crossSell(shopper(baskets), shelf({ neighbours }), 10))).toEqual([POT]);
    expect(crossSell(shopper(baskets), shelf({ neighbours, offers: { pot: null } }), 10)).toEqual([]);
  });

  test('is filled up with what their segment buys, and then with what everybody buys', () => {
    const popular = {
      all: [
        { item: TEA, baskets: 90 },
        { item: OAT, baskets: 80 },
        { item: JAM, baskets: 70 },
      ],
      segments: [
        {
          segment: LOYAL,
          items: [
            { item: CUP, baskets: 9 },
            { item: JAM, baskets: 8 },
          ],
        },
      ],
    };
    const known = { neighbours: { tea: [[CUP, 30] as const] }, popular };
    expect(crossSell(shopper([bought(1, TEA)]), shelf(known), 10).map(({ reason }) => reason)).toEqual([
      { is: 'bought-with', item: TEA, together: 7 },
      { is: 'popular-in', segment: LOYAL, baskets: 8 },
      { is: 'popular', baskets: 80 },
    ]);
    expect(itemsOf(crossSell(shopper([], { segment: null }), shelf(known), 2))).toEqual([TEA, OAT]);
  });

  test('is dearer first for those who are sold up to, and never dearer than what they have for decliners', () => {
    const offers = {
      tea: { price: 500, category: 'tea' },
      pot: { price: 900, category: 'tea' },
      cup: { price: 400, category: 'tea' },
    };
    const known = {
      neighbours: {
        tea: [
          [CUP, 30],
          [POT, 25],
        ] as const,
      },
      offers,
    };
    const listed = (tone: Shopper['tone']) => itemsOf(crossSell(shopper([bought(1, TEA)], { tone }), shelf(known), 10));
    expect(listed('helpful')).toEqual([CUP, POT]);
    expect(listed('upsell')).toEqual([POT, CUP]);
    expect(listed('gentle')).toEqual([CUP]);
  });
});

describe('what somebody buys again', () => {
  test('comes the first the nearer its own time is, and not without a rhythm', () => {
    const baskets = [bought(30, TEA, CUP), bought(2, JAM), bought(400, OAT)];
    const found = buyAgain(shopper(baskets), shelf({ rhythms: { tea: 30, jam: 30, oat: 30 } }), 10);
    expect(itemsOf(found)).toEqual([TEA, OAT, JAM]);
    expect(found[0]?.reason).toEqual({ is: 'buy-again', due: NOON, everyDays: 30, times: 1 });
  });

  test('comes the first the oftener it was bought, as long as it is there', () => {
    const baskets = [bought(30, TEA, CUP), bought(60, CUP)];
    const rhythms = { tea: 30, cup: 30 };
    expect(itemsOf(buyAgain(shopper(baskets), shelf({ rhythms }), 10))).toEqual([CUP, TEA]);
    expect(itemsOf(buyAgain(shopper(baskets), shelf({ rhythms, offers: { cup: null } }), 1))).toEqual([TEA]);
  });

  test('has the median of the days until people bought it again', () => {
    const someone = (n: number) => customerId.parse(`c-${n}`);
    const twice = (n: number, days: number) => [0, days].map((day) => ({ customer: someone(n), at: NOON + day * DAY }));
    const four = [twice(1, 10), twice(2, 20), twice(3, 30), twice(4, 1_000)].flat();
    // Twice on one day is once.
    expect(rhythmOf([...four, ...twice(5, 0)])).toBeNull();
    expect(rhythmOf([...four, ...twice(5, 40)])).toBe(30);
    expect(rhythmOf([...four, ...twice(5, 40), ...twice(6, 21)])).toBe(25.5);
  });
});

describe('bundles', () => {
  const neighbours = {
    tea: [[CUP, 30]],
    cup: [
      [TEA, 30],
      [POT, 20],
    ],
    jam: [[OAT, 9]],
  } as const;
  const popular = { all: [{ item: JAM, baskets: 9 }], segments: [] };

  test('are of two items that somebody has not, of which one goes with what they have', () => {
    const found = bundlesFor(shopper([bought(1, TEA)], { tone: 'upsell' }), shelf({ neighbours, popular }), 10);
    expect(found).toEqual([
      { item: CUP, reason: { is: 'bundle', with: POT, together: 7 } },
      { item: JAM, reason: { is: 'bundle', with: OAT, together: 7 } },
    ]);
  });

  test('are none of items in fewer than twenty baskets, of one that is sold out, or for others than the best', () => {
    const keen = shopper([bought(1, TEA)], { tone: 'upsell' });
    expect(bundlesFor(keen, shelf({ neighbours, baskets: { pot: 19 } }), 10)).toEqual([]);
    expect(bundlesFor(keen, shelf({ neighbours, offers: { pot: null } }), 10)).toEqual([]);
    expect(bundlesFor({ ...keen, tone: 'helpful' }, shelf({ neighbours, popular }), 10)).toEqual([]);
    expect(bundlesFor(keen, shelf({ neighbours, popular }), 1)).toHaveLength(1);
  });
});

describe('what is popular', () => {
  test('is counted over all and by segment, the most first', () => {
    const counts = new PopularityCounts();
    counts.add([TEA, CUP], LOYAL);
    counts.add([CUP], LOYAL);
    counts.add([JAM], null);
    expect(counts.result()).toEqual({
      all: [
        { item: CUP, baskets: 2 },
        { item: JAM, baskets: 1 },
        { item: TEA, baskets: 1 },
      ],
      segments: [
        {
          segment: LOYAL,
          items: [
            { item: CUP, baskets: 2 },
            { item: TEA, baskets: 1 },
          ],
        },
      ],
    });
  });
});

test.each([
  ['champions', 'active', 'upsell'],
  ['loyal', 'overdue', 'upsell'],
  ['potential-loyalist', 'active', 'helpful'],
  ['at-risk', 'active', 'gentle'],
  ['lost', 'lapsed', 'gentle'],
  ['c-555', 'active', 'helpful'],
  ['c-111', 'lapsed', 'gentle'],
  [null, 'none', 'helpful'],
] as const)('somebody of the segment %s whose silence is %s is spoken to in the tone %s', (segment, silence, tone) => {
  expect(toneOf(segment as SegmentId | null, silence)).toBe(tone);
});
