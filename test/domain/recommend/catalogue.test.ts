import { describe, expect, test } from 'vitest';
import { itemId, type ItemId } from '../../../domain/ids.schema.ts';
import { readShape } from '../../../domain/input/shape-problems.ts';
import { itemsIn } from '../../../domain/recommend/basket.ts';
import { catalogueItem, type CatalogueItem } from '../../../domain/recommend/catalogue.schema.ts';
import { inMail, namesRecommendations } from '../../../domain/recommend/in-mail.ts';
import { newsOf } from '../../../domain/recommend/item-news.ts';
import { reasonText } from '../../../domain/recommend/reason-text.ts';
import { PURPOSES, recommend } from '../../../domain/recommend/recommend.ts';
import { historyOf } from '../../../domain/recommend/history.ts';
import { NOT_POPULAR } from '../../../domain/recommend/popular.ts';
import type { Reason } from '../../../domain/recommend/recommendation.ts';
import { DEFAULT_SCORING, isSignOfLife } from '../../../domain/scoring/model.ts';
import { LOYAL, SEVEN_SEGMENTS } from '../../../domain/scoring/presets/seven-segments.ts';
import { NOON } from '../../builders.ts';

const TEA = itemId.parse('tea');
const CUP = itemId.parse('green cup');

const item = (given: Partial<CatalogueItem> = {}): CatalogueItem => ({ id: TEA, name: 'Tea', ...given });

describe('an item of the catalogue', () => {
  test.each([
    [
      'everything',
      { price: 0, stock: 0, category: 'Hot', url: 'https://x.example/t', image: 'https://x.example/t.png' },
    ],
    ['a name alone', {}],
  ])('may have %s', (_what, given) => {
    expect(readShape(catalogueItem, item(given))).toEqual({ value: item(given) });
  });

  test.each([
    ['id', { id: ' tea' }],
    ['id', { id: 'te\na' }],
    ['name', { name: '' }],
    ['name', { name: 'x'.repeat(201) }],
    ['price', { price: 1.5 }],
    ['price', { price: -1 }],
    ['stock', { stock: -1 }],
    ['category', { category: '' }],
    ['url', { url: 'http://x.example/t' }],
    ['url', { url: `https://x.example/${'t'.repeat(2_000)}` }],
    ['image', { image: 'https://x.example/"t' }],
    ['image', { image: 'https://' }],
    ['colour', { colour: 'green' }],
  ])('is refused by its %s where it is %o', (path, given) => {
    const read = readShape(catalogueItem, { ...item(), ...given });
    expect('problems' in read && read.problems[0]?.path).toBe(path);
  });
});

test('the lines of an order are its items, each once, as far as they name one', () => {
  const lines = ['tea', '', 'green cup', 'tea', ' jam'].map((sku) => ({ sku }));
  expect(itemsIn(lines)).toEqual([TEA, CUP]);
});

test.each<[string, Partial<CatalogueItem> | undefined, Partial<CatalogueItem>, readonly string[]]>([
  ['is new', undefined, { stock: 3 }, []],
  ['is there again', { stock: 0 }, { stock: 3 }, ['back-in-stock']],
  ['is counted no more', { stock: 0 }, {}, ['back-in-stock']],
  ['is sold out', { stock: 3, price: 100 }, { stock: 0, price: 10 }, []],
  ['costs 5 % less', { price: 1_000 }, { price: 950 }, ['price-dropped']],
  ['costs hardly less', { price: 1_000 }, { price: 951 }, []],
  ['was free', { price: 0 }, { price: 0 }, []],
  ['has no price any more', { price: 1_000 }, {}, []],
  ['is there again and cheaper', { stock: 0, price: 100 }, { stock: 1, price: 50 }, ['back-in-stock', 'price-dropped']],
])('of an item that %s, that is news', (_what, before, after, news) => {
  expect(newsOf(before && item(before), item(after)).map(({ is }) => is)).toEqual(news);
});

test('what an item did is no sign of life, unless a model names it', () => {
  const { counts } = DEFAULT_SCORING;
  const types = ['item.back-in-stock', 'item.price-dropped', 'unsubscribe', 'view'];
  expect(types.filter((type) => isSignOfLife(type, counts))).toEqual(['view']);
  expect(isSignOfLife('item.back-in-stock', { ...counts, engagement: ['item.back-in-stock'] })).toBe(true);
});

const REASONS: readonly (readonly [Reason, string])[] = [
  [{ is: 'bought-with', item: TEA, together: 7 }, 'Bought with Tea in 7 baskets.'],
  [{ is: 'bought-with', item: CUP, together: 1 }, 'Bought with green cup in one basket.'],
  [
    { is: 'buy-again', due: NOON, everyDays: 30, times: 2 },
    'Bought 2 times; it is bought again after 30 days, here on 2026-01-12.',
  ],
  [
    { is: 'buy-again', due: NOON, everyDays: 1, times: 1 },
    'Bought once; it is bought again after a day, here on 2026-01-12.',
  ],
  [{ is: 'popular-in', segment: LOYAL.id, baskets: 9 }, 'In 9 baskets of Loyal within 90 days.'],
  [{ is: 'popular', baskets: 9 }, 'In 9 baskets within 90 days.'],
  [{ is: 'bundle', with: TEA, together: 20 }, 'Bought together with Tea in 20 baskets.'],
];

test.each(REASONS)('the reason %o reads: %s', (reason, text) => {
  expect(reasonText(reason, new Map([[TEA, item()]]), SEVEN_SEGMENTS)).toBe(text);
});

describe('in a mail', () => {
  const items = new Map<ItemId, CatalogueItem>([
    [TEA, item({ price: 4_900, url: 'https://x.example/t', image: 'https://x.example/t.png' })],
  ]);
  const money = { currency: 'GBP', digits: 2 };

  test('stand the items that the catalogue names, and what is not known is nil', () => {
    const found = [
      { item: TEA, reason: { is: 'bought-with', item: CUP, together: 7 } },
      { item: CUP, reason: { is: 'popular', baskets: 3 } },
      { item: TEA, reason: { is: 'bought-with', item: TEA, together: 7 } },
    ] as const;
    const [first, second, ...more] = inMail(found, items, SEVEN_SEGMENTS, money);
    expect(first).toMatchObject({
      name: 'Tea',
      price: 4_900,
      price_text: '£49.00',
      because: 'bought-with',
      bought: null,
    });
    expect(second).toMatchObject({ bought: 'Tea', url: 'https://x.example/t', image: 'https://x.example/t.png' });
    expect(more).toEqual([]);
    const bare = inMail(
      [{ item: TEA, reason: { is: 'popular', baskets: 3 } }],
      new Map([[TEA, item()]]),
      SEVEN_SEGMENTS,
      money,
    );
    expect(bare).toMatchObject([{ price: null, price_text: null, url: null, image: null, bought: null }]);
  });

  test('they are read only where it may name them', () => {
    expect(namesRecommendations(['Hello', undefined, '{% for rec in recs %}'])).toBe(true);
    expect(namesRecommendations(['precs', undefined])).toBe(false);
  });
});

test('each purpose has its method, and nobody is recommended anything where nothing is known', () => {
  const nothing = {
    neighbours: () => [],
    rhythm: () => null,
    baskets: () => 0,
    popular: NOT_POPULAR,
    offer: () => null,
  };
  const shopper = { history: historyOf([]), segment: null, tone: 'upsell', now: NOON } as const;
  for (const purpose of PURPOSES) expect(recommend(purpose, shopper, nothing, 5)).toEqual([]);
});
