import { describe, expect, test } from 'vitest';
import { foldEntries, loyaltyDifferences, NOTHING_TOLD } from '../../../domain/decision/journal-fold.ts';
import type { CouponHeld } from '../../../domain/events/event.ts';
import type { JourneyInput } from '../../../domain/journey/definition/definition.schema.ts';
import { DAY, HOUR } from '../../../domain/time.ts';
import { rewardProblems, warningsInUse } from '../../../publishing/loyalty-names.ts';
import {
  aJourney,
  aKey,
  anActivity,
  aPlaybook,
  aProfileChange,
  aPurchase,
  at,
  CUSTOMER,
  NOON,
} from '../../builders.ts';
import { aSpend, Life, withLoyalty } from './life.ts';

type Step = JourneyInput['steps'][number];

const TO_MONTH_END = { by: 'rolling', months: 1, roundTo: 'month' };
const earn = [{ id: 'orders', on: 'purchase', per: { by: 'event', points: 100 }, expire: TO_MONTH_END }];
const stays: Step = { id: 'stays', type: 'wait', for: '1d' };
const mail: Step = { id: 'mail', type: 'send', channel: 'email', subject: 'Soon', body: '{{ coupon.expires_on }}' };
const gift: Step = { id: 'gift', type: 'grant', reward: { give: 'coupon', pool: 'welcome' } as never };
const consent = aProfileChange({
  id: 'consent',
  at: NOON - DAY,
  consent: { email: true },
  address: { email: true },
});

/** @param warned by what it is let in */
function warning(warned: JourneyInput['enter'], expiryWarnDays: object, ...steps: Step[]): Life {
  const journeys = [
    aJourney({ id: 'gifts', enter: { on: 'event', event: 'hello' }, steps: [gift] }),
    aJourney({ id: 'warned', enter: warned, steps }),
  ];
  return new Life(withLoyalty({ earn, expiryWarnDays }, aPlaybook(journeys)));
}

const entered = (life: Life) =>
  life.entries.flatMap(({ at: instant, facts }) =>
    facts.flatMap((fact) =>
      fact.what === 'entered' && fact.place.journey === 'warned' ? [new Date(instant).toISOString()] : [],
    ),
  );
const warnings = (life: Life) =>
  life.facts.flatMap((fact) =>
    fact.what === 'points-expiring' || fact.what === 'coupon-expiring' ? [`${fact.what} ${fact.days}`] : [],
  );

function held(fact: number, expires: number, seenAt: number): CouponHeld {
  const head = { key: aKey(`held-${fact}`), customer: CUSTOMER, at: seenAt, seenAt, receivedAt: seenAt };
  return { kind: 'coupon-held', fact, expires, ...head };
}

describe('points that will expire', () => {
  const onPoints = { on: 'expiring', what: 'points', days: 7 } as const;

  test('let in at the very start of the day, once for each day on which points expire', () => {
    const life = warning(onPoints, { points: [30, 7] }, stays);
    // Both orders expire after 28 February: 7 days before the first day without them is 22 February.
    life.take(NOON, aPurchase()).take(NOON + DAY, aPurchase({ id: 'second', at: NOON + DAY }));
    expect(new Date(life.state.loyalty?.nextAt ?? 0).toISOString()).toBe('2026-01-30T00:00:00.000Z');
    life.take(at('2026-02-22T00:00:00Z') - 1);
    expect(warnings(life)).toEqual(['points-expiring 30']);
    life.take(at('2026-02-27T00:00:00Z'));
    expect(entered(life)).toEqual(['2026-02-22T00:00:00.000Z']);
    expect(life.facts.find(({ what }) => what === 'points-expiring')).toMatchObject({ points: 200 });
    life.take(at('2026-03-02T00:00:00Z'));
    expect(warnings(life)).toHaveLength(2);
    const fold = foldEntries(NOTHING_TOLD, life.entries);
    expect(loyaltyDifferences(life.state.loyalty, fold)).toEqual([]);
    const without = { ...(life.state.loyalty ?? never()), warned: [] };
    expect(loyaltyDifferences(without, fold)).toMatchObject([{ field: 'loyalty.warned' }]);
  });

  test('that were spent before are not told of, and those that came later only by a shorter warning', () => {
    const spent = warning(onPoints, { points: [7] }, stays).take(NOON, aPurchase());
    spent.take(NOON + DAY, aSpend('all', 100, NOON + DAY)).take(NOON + 60 * DAY);
    expect(warnings(spent)).toEqual([]);
    const late = at('2026-02-10T12:00:00Z');
    // Of 28 days that are left, nobody is warned 60 days ahead.
    const short = warning(onPoints, { points: [60, 7] }, stays).take(late, aPurchase({ at: late }));
    short.take(late + 60 * DAY);
    expect(warnings(short)).toEqual(['points-expiring 7']);
  });

  test('of new rules nobody is let in, and without warnings nothing is waited for', () => {
    const life = warning(onPoints, {}, stays).take(NOON, aPurchase());
    const now = at('2026-02-22T09:00:00Z');
    life.take(now - DAY);
    const newer = { earn, expiryWarnDays: { points: [7] } };
    life.playbook = withLoyalty(newer, life.playbook, now);
    life.take(now);
    expect([warnings(life), entered(life)]).toEqual([['points-expiring 7'], []]);
  });
});

describe('a coupon that will expire', () => {
  const onCoupon = { on: 'expiring', what: 'coupon', pool: 'welcome' } as never;
  const hello = anActivity({ id: 'hello', type: 'hello', at: NOON });
  const end = NOON + 10 * DAY + HOUR;
  const given = () =>
    warning(onCoupon, { coupons: [3, 30] }, mail)
      .take(NOON - DAY, consent)
      .take(NOON, hello);

  test('lets in so many days before to the millisecond, and its message is about it', () => {
    const life = given();
    expect(life.effects).toMatchObject([{ kind: 'grantCoupon', tells: true }]);
    life.take(NOON + 5, held(1, end, NOON + 5), held(9, end, NOON + 5));
    expect(life.state.loyalty?.nextAt).toBe(end - 3 * DAY);
    life.take(end + DAY);
    expect(entered(life)).toEqual([new Date(end - 3 * DAY).toISOString()]);
    expect(warnings(life)).toEqual(['coupon-expiring 3']);
    expect(life.effects.at(-1)).toMatchObject({ context: { coupon: { pool: 'welcome', fact: 1 } } });
    const fold = foldEntries(NOTHING_TOLD, life.entries);
    expect(loyaltyDifferences(life.state.loyalty, fold)).toEqual([]);
  });

  test.each([
    ['of its own', { pool: 'welcome', order: 'o-1', grant: 1 }, []],
    ['for everybody', { pool: 'welcome', order: 'o-1' }, []],
    ['that is another one', { pool: 'welcome', order: 'o-1', grant: 7 }, ['coupon-expiring 3']],
    ['of another pool', { pool: 'other', order: 'o-1' }, ['coupon-expiring 3']],
  ])('is told of unless it was used by a code %s', (_what, facts, told) => {
    const used = anActivity({ id: 'used', type: 'coupon.redeemed', at: NOON + DAY, facts });
    const life = given()
      .take(NOON + 5, held(1, end, NOON + 5))
      .take(NOON + DAY, used)
      .take(end + DAY);
    expect(warnings(life)).toEqual(told);
  });

  test('asks nobody to tell of its end where the programme does not warn', () => {
    const life = warning(onCoupon, {}, mail).take(NOON, hello);
    expect(life.effects).toEqual([expect.not.objectContaining({ tells: true })]);
  });
});

test('whoever reacts to a warning that is never given hears of it as they publish', () => {
  const book = withLoyalty({ earn, expiryWarnDays: { points: [30, 7] } });
  const problems = (enter: object) => {
    const found = rewardProblems(aJourney({ enter: enter as JourneyInput['enter'], steps: [stays] }), book);
    return found.map(({ code, path }) => [code, path]);
  };
  expect(problems({ on: 'expiring', what: 'points' })).toEqual([]);
  expect(problems({ on: 'expiring', what: 'points', days: 7 })).toEqual([]);
  expect(problems({ on: 'expiring', what: 'points', days: 5 })).toEqual([['no-warning', 'enter.days']]);
  expect(problems({ on: 'expiring', what: 'coupon' })).toEqual([['no-warning', 'enter.what']]);
});

test('a warning that something live waits for is not left out of the programme', () => {
  const warned = (enter: object) =>
    withLoyalty(
      { earn, expiryWarnDays: { points: [30, 7], coupons: [3] } },
      aPlaybook([aJourney({ id: 'warned', enter: enter as JourneyInput['enter'], steps: [stays] })]),
    );
  const problems = (enter: object, expiryWarnDays?: { points: number[]; coupons: number[] }) => {
    const found = warningsInUse(expiryWarnDays === undefined ? {} : { expiryWarnDays }, warned(enter));
    return found.map(({ code, path }) => [code, path]);
  };
  const onWeek = { on: 'expiring', what: 'points', days: 7 };
  expect(problems(onWeek, { points: [7], coupons: [] })).toEqual([]);
  expect(problems(onWeek, { points: [30], coupons: [3] })).toEqual([['warning-in-use', 'journeys.warned.enter.days']]);
  expect(problems(onWeek)).toEqual([['warning-in-use', 'journeys.warned.enter.days']]);
  expect(problems({ on: 'expiring', what: 'points' }, { points: [30], coupons: [] })).toEqual([]);
  expect(problems({ on: 'expiring', what: 'coupon' }, { points: [30], coupons: [] })).toEqual([
    ['warning-in-use', 'journeys.warned.enter.what'],
  ]);
  // It has waited in vain all the time, which is not the fault of this programme.
  expect(problems({ on: 'expiring', what: 'points', days: 5 }, { points: [7], coupons: [] })).toEqual([]);
});

function never(): never {
  throw new Error('there is none');
}
