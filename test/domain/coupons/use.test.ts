import { describe, expect, test } from 'vitest';
import { couponCode } from '../../../domain/coupons/code.schema.ts';
import {
  addedUp,
  codesIn,
  isLow,
  leftIn,
  NO_COUNTS,
  type Coupon,
  type GrantId,
} from '../../../domain/coupons/coupon.ts';
import { couponPool, type CouponPool } from '../../../domain/coupons/pool.schema.ts';
import { answerTo, type Asked, type Picture, type Refusal } from '../../../domain/coupons/use.ts';
import { endOf, expiryOf } from '../../../domain/coupons/validity.ts';
import { customerId, poolId } from '../../../domain/ids.schema.ts';
import { DAY, HOUR, isoTime, MINUTE } from '../../../domain/time.ts';
import { NOON } from '../../builders.ts';

const ADA = customerId.parse('ada');
const BOB = customerId.parse('bob');
const value = { by: 'percent', percent: 10, words: '10 % off' };
const unique = couponPool.parse({ kind: 'unique', name: 'Own', value, reserveMinutes: 60 });
const shared = couponPool.parse({ kind: 'shared', name: 'All', value, code: 'summer10', most: 3, mostPerCustomer: 2 });
const base = { code: couponCode.parse('A-1234'), pool: poolId.parse('own'), taken: 0 };
const held: Coupon = {
  ...base,
  is: 'held',
  customer: ADA,
  grant: 'g' as GrantId,
  grantedAt: NOON - DAY,
  expires: NOON + DAY,
};
const everybodys: Coupon = { ...base, is: 'shared' };

const picture = (over: Partial<Picture> = {}): Picture => ({
  pool: unique,
  coupon: held,
  use: null,
  other: null,
  byCustomer: 0,
  now: NOON,
  ...over,
});
const asks = (wants: Asked['wants'], customer = ADA): Asked => ({ wants, customer, order: 'o-1' });
const use = <Is extends 'redeemed' | 'released'>(is: Is, customer = ADA) =>
  ({ is, customer, order: 'o-1', at: NOON - HOUR }) as const;
const reserved = (until: number, order = 'o-1') =>
  ({ is: 'reserved', customer: ADA, order, at: NOON - HOUR, until }) as const;
const paused: CouponPool = { ...unique, paused: true };
const over: CouponPool = { ...unique, validUntil: isoTime(NOON - 1) };

describe('somebody who has not begun to use a coupon is refused', () => {
  const refusals: readonly (readonly [string, Partial<Picture>, Refusal])[] = [
    ['what nobody was given', { coupon: { ...base, is: 'free' } }, { reason: 'not-granted' }],
    ["another customer's", { coupon: { ...held, customer: BOB } }, { reason: 'not-yours' }],
    ['by a pause', { pool: paused }, { reason: 'pool-paused' }],
    ['after its own end', { coupon: { ...held, expires: NOON } }, { reason: 'expired', at: NOON }],
    ['after the end of the pool', { pool: over }, { reason: 'expired', at: NOON - 1 }],
    [
      'what another order holds',
      { other: reserved(NOON + 1, 'o-2') },
      { reason: 'reserved', order: 'o-2', until: NOON + 1 },
    ],
    [
      'what another order redeemed',
      { other: { ...use('redeemed'), order: 'o-2' }, pool: paused },
      { reason: 'redeemed', order: 'o-2', at: NOON - HOUR },
    ],
    ['a code used up by all', { pool: shared, coupon: { ...everybodys, taken: 3 } }, { reason: 'used-up' }],
    ['a code used up by them', { pool: shared, coupon: everybodys, byCustomer: 2 }, { reason: 'used-up-by-you' }],
  ];
  test.each(refusals)('%s', (_what, over_, refusal) => {
    for (const wants of ['reserve', 'redeem'] as const) {
      expect(answerTo(asks(wants), picture(over_))).toEqual({ is: 'refused', refusal });
    }
  });

  test('and neither by a reservation that is over, nor where there is no limit', () => {
    expect(answerTo(asks('redeem'), picture({ other: reserved(NOON, 'o-2') })).is).toBe('changed');
    const endless = { ...shared, most: null, mostPerCustomer: null };
    const often = { pool: endless, coupon: { ...everybodys, taken: 99 }, byCustomer: 99 };
    expect(answerTo(asks('reserve'), picture(often)).is).toBe('changed');
  });
});

describe('an order', () => {
  test.each([
    [
      'reserves for as long as the pool says',
      'reserve',
      {},
      { use: { is: 'reserved', until: NOON + HOUR }, counts: { granted: -1, reserved: 1 } },
    ],
    [
      'reserves no longer than the coupon lasts',
      'reserve',
      { coupon: { ...held, expires: NOON + MINUTE } },
      { use: { until: NOON + MINUTE } },
    ],
    [
      'reserves of a shared code',
      'reserve',
      { pool: shared, coupon: everybodys },
      { use: { until: NOON + 7 * DAY }, counts: { reserved: 1 } },
    ],
    ['reserves again what it gave back', 'reserve', { use: use('released') }, { use: { is: 'reserved' } }],
    ['redeems at once', 'redeem', {}, { use: { is: 'redeemed' }, counts: { granted: -1, redeemed: 1 } }],
    [
      'redeems what it holds, whatever became of the pool',
      'redeem',
      { use: reserved(NOON + 1), pool: paused },
      { use: { is: 'redeemed' }, counts: { reserved: -1, redeemed: 1 } },
    ],
    [
      'gives back what it holds',
      'release',
      { use: reserved(NOON + 1) },
      { use: { is: 'released' }, counts: { granted: 1, reserved: -1, released: 1 } },
    ],
    [
      'gives back a shared code',
      'release',
      { use: reserved(NOON + 1), pool: shared, coupon: everybodys },
      { counts: { reserved: -1, released: 1 } },
    ],
  ] as const)('%s', (_what, wants, over_, changed) => {
    expect(answerTo(asks(wants), picture(over_))).toMatchObject({ is: 'changed', ...changed });
  });

  test.each([
    ['reserve', reserved(NOON + 1)],
    ['redeem', use('redeemed')],
    ['release', use('released')],
    ['release', reserved(NOON)],
  ] as const)('that asks to %s again changes nothing', (wants, before) => {
    expect(answerTo(asks(wants), picture({ use: before }))).toMatchObject({ is: 'same', use: { order: 'o-1' } });
  });

  test.each([
    ['reserve', use('redeemed'), { reason: 'redeemed', order: 'o-1', at: NOON - HOUR }],
    ['release', use('redeemed'), { reason: 'redeemed', order: 'o-1', at: NOON - HOUR }],
    ['release', null, { reason: 'not-reserved' }],
    ['redeem', use('released', BOB), { reason: 'not-yours' }],
  ] as const)('cannot %s after %o', (wants, before, refusal) => {
    expect(answerTo(asks(wants), picture({ use: before }))).toEqual({ is: 'refused', refusal });
  });
});

describe('a pool', () => {
  test('says when what is granted now ends: by its days, by its own end, or never', () => {
    expect(expiryOf({ ...unique, validDays: 2 } as CouponPool, NOON)).toBe(NOON + 2 * DAY);
    expect(expiryOf({ ...unique, validDays: 2, validUntil: isoTime(NOON + DAY) } as CouponPool, NOON)).toBe(NOON + DAY);
    expect(expiryOf(shared, NOON)).toBeNull();
    expect(endOf(unique)).toBe(Infinity);
  });

  test('knows what is left of it, and when that is little', () => {
    const counts = addedUp([
      { free: 5, granted: 1 },
      { free: -2, granted: 2 },
      { reserved: 1, redeemed: 1, released: 4 },
    ]);
    expect(counts).toEqual({ free: 3, granted: 3, reserved: 1, redeemed: 1, expired: 0, revoked: 0, released: 4 });
    expect(codesIn(counts)).toBe(8);
    expect(leftIn(unique, counts)).toBe(3);
    expect(leftIn(shared, counts)).toBe(1);
    expect(leftIn({ ...shared, most: null } as CouponPool, counts)).toBeNull();
    expect([isLow({ ...unique, lowWater: 3 }, counts), isLow({ ...unique, lowWater: 2 }, counts)]).toEqual([
      true,
      false,
    ]);
    expect(isLow(unique, NO_COUNTS)).toBe(true);
    expect(isLow({ ...shared, most: null } as CouponPool, counts)).toBe(false);
  });

  test('of codes, case and the space around say nothing', () => {
    expect(couponCode.parse('  summer-10 ')).toBe('SUMMER-10');
    for (const wrong of ['ABC', '-ABCD', 'A B C D', 'A'.repeat(41), 'ÄBCDE']) {
      expect(couponCode.safeParse(wrong).success).toBe(false);
    }
  });
});
