import { expect, test } from 'vitest';
import {
  badgeId,
  customerId,
  drawId,
  journeyId,
  stepId,
  poolId,
  prizeId,
  questId,
  ruleId,
  tierId,
} from '../../../domain/ids.schema.ts';
import type { LoyaltyFact } from '../../../domain/loyalty/facts.ts';
import { figuresOf, isFollowed, orderedAfter } from '../../../domain/loyalty/figures.ts';
import type { EventKey, OrderKey } from '../../../domain/keys.ts';
import { costOf } from '../../../domain/loyalty/worth.ts';

const posts = { come: [], go: [], owed: 0 } as never;
const by = 'shop:api:order:1' as EventKey;
const order: OrderKey = by;
const head = { n: 1, day: 20_000 };
const quest = { by: 'quest', quest: questId.parse('two'), cycle: 1 } as const;
const step = {
  by: 'step',
  place: { journey: journeyId.parse('thanks'), version: 1, enrolment: 1, step: stepId.parse('give'), visit: 1 },
} as const;
const inTier = { tier: tierId.parse('gold'), since: 1, until: null, grace: null };
const [badge, pool, draw] = [badgeId.parse('critic'), poolId.parse('back'), drawId.parse('wheel')];
const ofQuest = { what: 'quest', n: 1, quest: questId.parse('two'), cycle: 1 } as const;

test.each<[LoyaltyFact, readonly string[]]>([
  [{ what: 'earned', ...head, points: 40, posts, rule: ruleId.parse('orders'), by }, ['rule/orders times 1 points 40']],
  [{ what: 'awarded', ...head, points: 7, posts, cause: quest }, ['quest/two points 7']],
  [
    {
      what: 'awarded',
      ...head,
      points: 7,
      posts,
      cause: { by: 'referral', as: 'referrer', other: customerId.parse('c') },
    },
    ['referral/referrer points 7'],
  ],
  [{ what: 'awarded', ...head, points: 7, posts, cause: { by: 'draw', draw, ticket: 3 } }, ['draw/wheel points 7']],
  [{ what: 'badge', ...head, badge, cause: quest }, ['badge/critic times 1']],
  [{ what: 'granted', ...head, pool, cause: step }, ['pool/back times 1', 'journey/thanks coupons 1 times 1']],
  [{ what: 'ticket', ...head, draw, cause: quest }, ['draw/wheel times 1', 'quest/two tickets 1']],
  [{ what: 'drawn', n: 1, draw, ticket: 1, prize: prizeId.parse('mug'), by }, ['draw/wheel prizes 1']],
  [{ what: 'drawn', n: 1, draw, ticket: 1, prize: null, by }, []],
  [{ ...ofQuest, is: 'started', at: 1, zone: 'UTC', ends: null }, ['quest/two started 1']],
  [{ ...ofQuest, is: 'completed', at: 1 }, ['quest/two times 1']],
  [{ ...ofQuest, is: 'ending' }, []],
  [{ what: 'tier', n: 1, change: 'up', from: null, now: inTier, value: 9 }, ['tier/gold times 1']],
  [{ what: 'tier', n: 1, change: 'placed', from: null, now: inTier, value: 9 }, ['tier/gold times 1']],
  [{ what: 'tier', n: 1, change: 'placed', from: null, now: inTier, value: 9, by: 'rules' }, []],
  [{ what: 'tier', n: 1, change: 'down', from: null, now: inTier, value: 9 }, []],
  [{ what: 'tier', n: 1, change: 'up', from: null, now: null, value: 9 }, []],
  [{ what: 'referral', n: 1, is: 'rewarded', from: customerId.parse('c') }, ['referral/referred times 1']],
  [{ what: 'referral', n: 1, is: 'brought', who: customerId.parse('c'), day: 1 }, ['referral/referrer times 1']],
  [{ what: 'referral', n: 1, is: 'brought', who: customerId.parse('c'), day: 1, beyond: true }, []],
  [{ what: 'spent', n: 1, points: 5, posts, by }, ['points/spent times 1 points 5']],
  [{ what: 'reversed', n: 1, points: 5, posts, by, order, day: 1 }, ['points/reversed times 1 points 5']],
  [{ what: 'coupon-used', n: 1, coupon: 1, pool, by }, []],
])('%j is counted', (fact, said) => {
  const figures = figuresOf(fact).map(({ kind, id, adds }) => {
    return [`${kind}/${id}`, ...Object.entries(adds).flat()].join(' ');
  });
  expect(figures).toEqual(said);
});

test('orders follow what was reached, not what they earn', () => {
  expect(isFollowed({ kind: 'quest', id: 'two', adds: { times: 1 } })).toBe(true);
  expect(isFollowed({ kind: 'quest', id: 'two', adds: { points: 1 } })).toBe(false);
  expect(isFollowed({ kind: 'rule', id: 'orders', adds: { times: 1 } })).toBe(false);
});

test('an order counts once, after the latest reward, from the next day on and for 14 days', () => {
  const days = [
    [9, 1, 5],
    [10, 1, 100],
    [11, 2, 300],
    [20, 1, 1_000],
    [24, 1, 40],
    [35, 1, 7],
  ] as const;
  expect([...orderedAfter([10, 20], days)]).toEqual([
    [10, { orders: 3, revenue: 1_300 }],
    [20, { orders: 1, revenue: 40 }],
  ]);
  expect([...orderedAfter([10], days)]).toEqual([[10, { orders: 4, revenue: 1_340 }]]);
  expect(orderedAfter([], days).size).toBe(0);
});

test('points cost what the programme says, to the nearest minor unit, and nothing where it does not say', () => {
  expect([costOf(250, 5), costOf(0, 5), costOf(1_000_000_000, 100_000_000)]).toEqual([13, 0, 1e15]);
  expect(costOf(250, undefined)).toBe(null);
});
