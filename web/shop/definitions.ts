import type { Language } from '../words/speaking.ts';
import type { ShopWords } from './words-en.ts';
import { SHOP_WORDS } from './words.ts';

/** What the shop publishes. */

/** Only what is sold here: other customers of the workspace buy too. */
const SOLD_HERE = { field: 'event.product', op: 'in', value: ['mug', 'book', 'lamp', 'chair'] };

/** Draws of the programme, of which there is one of each look. */
export const WHEEL = 'shop-wheel';
export const CARD = 'shop-card';
const BOX = 'shop-box';
/** The quest of the shop. */
export const TOUR = 'shop-tour';

/** Most get something, and nobody can win more than the shop has. */
function prizesOf({ few, many, mug, nothing }: ShopWords['draws']['prizes']) {
  return [
    { id: 'few', name: few, weight: 5, reward: { give: 'points', points: 20, expire: { by: 'never' } } },
    { id: 'nothing', name: nothing, weight: 2 },
    { id: 'many', name: many, weight: 2, reward: { give: 'points', points: 100, expire: { by: 'never' } } },
    { id: 'most', name: mug, weight: 1, stock: 50, reward: { give: 'points', points: 500, expire: { by: 'never' } } },
  ];
}

/** Until the order is delivered, or to the end of the next day. */
const PENDING = { days: 1, until: 'shop.delivered', match: 'order' };

/** What the shop adds to a programme: points for its orders, a draw of each look, and a quest. @param unit see `programme` */
export function additions({ quest, draws }: ShopWords, unit: number) {
  return {
    earn: [
      {
        id: 'shop-orders',
        on: 'purchase',
        when: SOLD_HERE,
        per: { by: 'amount', amount: unit, points: 1 },
        pending: PENDING,
        expire: { by: 'rolling', months: 12, roundTo: 'month' },
      },
    ],
    draws: [
      { id: WHEEL, name: draws.wheel, look: 'wheel', prizes: prizesOf(draws.prizes) },
      { id: CARD, name: draws.scratch, look: 'scratch', prizes: prizesOf(draws.prizes) },
      { id: BOX, name: draws.gift, look: 'gift', prizes: prizesOf(draws.prizes) },
    ],
    quests: [
      {
        id: TOUR,
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

/** Of a programme that others buy by too: what is sold here earns by the rule of the shop alone. */
export function elsewhere<Rule extends { readonly on: string; readonly when?: unknown }>(rule: Rule) {
  const not = { not: SOLD_HERE };
  return rule.on === 'purchase' ? { ...rule, when: rule.when === undefined ? not : { all: [rule.when, not] } } : rule;
}

/** A point for each whole unit of money, pending at first, and three tiers by what was spent in a year. @param unit in minor units */
export function programme(words: ShopWords, unit: number) {
  const { tiers } = words;
  return {
    ...additions(words, unit),
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

/** Two words of the shop on a page: what stands above, and what below. */
interface Said {
  readonly title: string;
  readonly body: string;
}

/** What the shop says on its page, in every language that it speaks: whoever opens it may read another one than those who shop. */
export function pageTemplates(language: Language) {
  const everybody = (of: (words: ShopWords) => Said) => ({ id: 'everybody', texts: inAll(of) });
  const template = (name: string, ...variants: readonly object[]) => ({ name, language, variants });
  const { hello, thanks, coupons, tour } = SHOP_WORDS[language];
  const isDone = { field: `quest.${TOUR}`, op: 'eq', value: 'completed' };
  const done = { id: 'done', when: isDone, texts: inAll((words) => words.tour.done) };
  return {
    hello: template(
      hello.name,
      everybody((words) => words.hello),
    ),
    thanks: template(
      thanks.name,
      everybody((words) => words.thanks),
    ),
    coupon: template(
      coupons.journey,
      everybody((words) => words.coupons.given),
    ),
    tour: template(
      tour.name,
      done,
      everybody((words) => words.tour.on),
    ),
  };
}

function inAll(of: (words: ShopWords) => Said): Readonly<Record<Language, Said>> {
  const said = (language: Language) => {
    const { title, body } = of(SHOP_WORDS[language]);
    return { title, body };
  };
  return { en: said('en'), tr: said('tr') };
}

export function helloJourney({ hello: { name } }: ShopWords, template: string) {
  return {
    name,
    enter: { on: 'event', event: 'shop.visited', again: 'never' },
    steps: [{ id: 'hello', type: 'place', placement: 'banner', slot: 'shop', template, for: '30d' }],
  };
}

export function thanksJourney({ thanks: { name } }: ShopWords, template: string) {
  return {
    name,
    enter: { on: 'event', event: 'purchase', when: SOLD_HERE, again: 'always' },
    steps: [{ id: 'thanks', type: 'place', placement: 'toast', slot: 'shop', template, mostShown: 1, for: '1d' }],
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

/** Coupons of which each works once; those that a refunded order had earned go with it. */
export function couponPool({ coupons: { pool } }: ShopWords) {
  return {
    kind: 'unique' as const,
    name: pool.name,
    value: { by: 'percent' as const, percent: 10, words: pool.worth },
    validDays: 30,
    generate: { prefix: 'SHOP-' },
    refunds: { earned: 'revoke' as const, used: 'release' as const },
  };
}

/** Whoever orders for the first time gets a coupon, and a banner that tells of it as long as it can be used. */
export function couponJourney({ coupons: { journey } }: ShopWords, pool: string, template: string) {
  return {
    name: journey,
    enter: { on: 'event', event: 'purchase', when: SOLD_HERE, again: 'never' },
    steps: [
      { id: 'coupon', type: 'grant', reward: { give: 'coupon', pool } },
      { id: 'told', type: 'place', placement: 'banner', slot: 'shop', template, for: '30d', withCoupon: true },
    ],
  };
}

/** Above the thanks, which are said of every order. */
export function tourJourney({ tour: { name } }: ShopWords, template: string) {
  return {
    name,
    enter: { on: 'quest', quest: TOUR, is: 'progressed' },
    steps: [
      {
        id: 'toast',
        type: 'place',
        placement: 'toast',
        slot: 'shop',
        template,
        mostShown: 1,
        for: '1d',
        priority: 10,
      },
    ],
  };
}
