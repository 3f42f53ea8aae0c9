import type { ShopWords } from './words.ts';

/** What the shop publishes. */

/** Only what is sold here: other customers of the workspace buy too. */
const SOLD_HERE = { field: 'event.product', op: 'in', value: ['mug', 'book', 'lamp', 'chair'] };

/** Draws of the programme, of which there is one of each look. */
export const WHEEL = 'shop-wheel';
export const CARD = 'shop-card';
const BOX = 'shop-box';

/** Most get something, and nobody can win more than the shop has. */
function prizesOf({ few, many, mug, nothing }: ShopWords['draws']['prizes']) {
  return [
    { id: 'few', name: few, weight: 5, reward: { give: 'points', points: 20, expire: { by: 'never' } } },
    { id: 'nothing', name: nothing, weight: 2 },
    { id: 'many', name: many, weight: 2, reward: { give: 'points', points: 100, expire: { by: 'never' } } },
    { id: 'most', name: mug, weight: 1, stock: 50, reward: { give: 'points', points: 500, expire: { by: 'never' } } },
  ];
}

/** What the shop adds to a programme: a draw of each look, and a quest. */
export function additions({ quest, draws }: ShopWords) {
  return {
    draws: [
      { id: WHEEL, name: draws.wheel, look: 'wheel', prizes: prizesOf(draws.prizes) },
      { id: CARD, name: draws.scratch, look: 'scratch', prizes: prizesOf(draws.prizes) },
      { id: BOX, name: draws.gift, look: 'gift', prizes: prizesOf(draws.prizes) },
    ],
    quests: [
      {
        id: 'shop-tour',
        name: quest.name,
        text: quest.text,
        steps: [
          { id: 'orders', name: quest.orders, on: 'purchase', when: SOLD_HERE, by: 'count', target: 3 },
          { id: 'kinds', name: quest.kinds, on: 'purchase', when: SOLD_HERE, by: 'distinct', of: 'product', target: 2 },
        ],
        rewards: [
          { give: 'points', points: 100, expire: { by: 'never' } },
          { give: 'draw', draw: BOX },
        ],
      },
    ],
  };
}

/** A point for each whole unit of money, which counts at once, and three tiers by what was spent in a year. @param unit in minor units */
export function programme(words: ShopWords, unit: number) {
  const { tiers } = words;
  return {
    ...additions(words),
    earn: [
      {
        id: 'orders',
        on: 'purchase',
        per: { by: 'amount', amount: unit, points: 1 },
        expire: { by: 'rolling', months: 12, roundTo: 'month' },
      },
    ],
    tiers: {
      metric: { by: 'spend' },
      window: { by: 'rolling', days: 365 },
      validity: { by: 'days', days: 365 },
      levels: [
        { id: 'bronze', name: tiers.bronze, min: 0 },
        { id: 'silver', name: tiers.silver, min: 50 * unit, multiplier: 1.5 },
        { id: 'gold', name: tiers.gold, min: 150 * unit, multiplier: 2 },
      ],
    },
  };
}

export function helloJourney({ hello: { name, title, body } }: ShopWords) {
  return {
    name,
    enter: { on: 'event', event: 'shop.visited', again: 'never' },
    steps: [{ id: 'hello', type: 'place', placement: 'banner', slot: 'shop', title, body, for: '30d' }],
  };
}

export function thanksJourney({ thanks: { name, title, body } }: ShopWords) {
  return {
    name,
    enter: { on: 'event', event: 'purchase', when: SOLD_HERE, again: 'always' },
    steps: [{ id: 'thanks', type: 'place', placement: 'toast', slot: 'shop', title, body, mostShown: 1, for: '1d' }],
  };
}

/** A newcomer spins the wheel at once, and gets a card with the first order; the box is a reward of the quest. */
export function luckJourney({ luck: { name, reason } }: ShopWords) {
  return {
    name,
    enter: { on: 'event', event: 'shop.visited', again: 'never' },
    steps: [
      { id: 'wheel', type: 'grant', reward: { give: 'draw', draw: WHEEL } },
      {
        id: 'order',
        type: 'wait',
        until: { on: 'event', event: 'purchase', when: SOLD_HERE },
        for: '30d',
        next: 'card',
        onTimeout: 'none',
      },
      { id: 'none', type: 'stop', reason },
      { id: 'card', type: 'grant', reward: { give: 'draw', draw: CARD } },
    ],
  };
}
