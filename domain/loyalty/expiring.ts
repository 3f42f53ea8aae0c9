import { COUPON_REDEEMED } from '../coupons/redeemed.ts';
import type { CustomerEvent } from '../events/event.ts';
import { own } from '../own.ts';
import { startOfDay } from '../time-zone.ts';
import { DAY, type Instant } from '../time.ts';
import { expiringIn } from './account.ts';
import type { ExpiryFact } from './facts.ts';
import type { Keeper } from './keeper.ts';
import type { Loyalty } from './program.ts';
import type { CouponEnd, GrantedCoupon, LoyaltyState } from './state.ts';

/** As much of a programme as warnings go by. */
type Warning = Pick<Loyalty, 'expiryWarnDays'>;

/** Whether somebody has to hear when a coupon ends. */
export function warnsOfCoupons(program: Warning | undefined): boolean {
  return (program?.expiryWarnDays?.coupons.length ?? 0) > 0;
}

/**
 * Tells what will expire, on the very day or instant that is so many days before. Who gets points or a coupon with less
 * time left than that is not told so late: only by a warning that is still to come.
 */
export function tellExpiring(keeper: Keeper, program: Warning | undefined, at: Instant): void {
  const { points = [], coupons = [] } = program?.expiryWarnDays ?? {};
  if (points.length > 0) tellOfPoints(keeper, points);
  if (coupons.length > 0) tellOfCoupons(keeper, coupons, at);
}

function tellOfPoints(keeper: Keeper, warnings: readonly number[]): void {
  for (const { points, last } of expiringIn(keeper.account)) {
    const days = last + 1 - keeper.today;
    const isKnown = keeper.state?.warned?.some(([expires, before]) => expires === last + 1 && before === days);
    if (warnings.includes(days) && isKnown !== true) keeper.tell({ what: 'points-expiring', points, last, days });
  }
}

function tellOfCoupons(keeper: Keeper, warnings: readonly number[], at: Instant): void {
  for (const { fact: coupon, pool, ends } of keeper.state?.coupons ?? []) {
    if (ends === undefined || ends.at <= at) continue;
    const due = openWarnings(ends, warnings).filter((days) => warnedAt(ends, days) <= at);
    if (due.length > 0) keeper.tell({ what: 'coupon-expiring', coupon, pool, days: Math.min(...due) });
  }
}

/** Those of which nobody was told, nor of a shorter one. */
function openWarnings(ends: CouponEnd, warnings: readonly number[]): readonly number[] {
  return warnings.filter((days) => days < (ends.warned?.days ?? Infinity) && warnedAt(ends, days) > ends.since);
}

function warnedAt({ at }: CouponEnd, days: number): Instant {
  return at - days * DAY;
}

/** The instants after `at` at which somebody has to be warned. */
export function warnTimes(
  { account, coupons: held = [] }: LoyaltyState,
  program: Warning | undefined,
  { at, timezone }: { readonly at: Instant; readonly timezone: string },
): readonly Instant[] {
  const { points = [], coupons = [] } = program?.expiryWarnDays ?? {};
  const ofPoints =
    points.length === 0
      ? []
      : expiringIn(account).flatMap(({ last }) => points.map((days) => startOfDay(last + 1 - days, timezone)));
  const ofCoupons = held.flatMap(({ ends }) =>
    ends === undefined ? [] : openWarnings(ends, coupons).map((days) => warnedAt(ends, days)),
  );
  return [...ofPoints, ...ofCoupons].filter((time) => time > at);
}

/** What an event says of the end of a coupon. */
export function hearOfCoupon(keeper: Keeper, event: CustomerEvent): void {
  const coupons = keeper.state?.coupons ?? [];
  if (event.kind === 'coupon-held') {
    const { fact, expires, seenAt } = event;
    const held = coupons.find((one) => one.fact === fact && one.ends === undefined);
    if (held) keeper.tell({ what: 'coupon-held', coupon: fact, pool: held.pool, expires, at: seenAt });
  }
  if (event.kind !== 'activity' || event.type !== COUPON_REDEEMED) return;
  const { facts = {}, key } = event;
  const [pool, grant] = [own(facts, 'pool'), own(facts, 'grant')];
  // One code for everybody names no grant: whoever has used it holds all that they were granted of it.
  const used = coupons.filter((one) => one.ends && (grant === undefined ? one.pool === pool : one.fact === grant));
  for (const one of used) keeper.tell({ what: 'coupon-used', coupon: one.fact, pool: one.pool, by: key });
}

/** What a fact of something that will expire changes. */
export function afterExpiry(state: LoyaltyState, fact: ExpiryFact): LoyaltyState {
  switch (fact.what) {
    case 'points-expiring': {
      const { last, days } = fact;
      const today = last + 1 - days;
      const open = (state.warned ?? []).filter(([expires]) => expires > today);
      return { ...state, warned: [...open, [last + 1, days]] };
    }
    case 'coupon-held':
      return withCoupon(state, fact.coupon, (one) => ({ ...one, ends: { at: fact.expires, since: fact.at } }));
    case 'coupon-used':
      return withCoupon(state, fact.coupon, ({ ends: _used, ...one }) => one);
    case 'coupon-expiring': {
      const { n, days } = fact;
      return withCoupon(state, fact.coupon, (one) =>
        one.ends ? { ...one, ends: { ...one.ends, warned: { days, fact: n } } } : one,
      );
    }
  }
}

function withCoupon(
  { coupons = [], ...state }: LoyaltyState,
  fact: number,
  change: (coupon: GrantedCoupon) => GrantedCoupon,
): LoyaltyState {
  return { ...state, coupons: coupons.map((one) => (one.fact === fact ? change(one) : one)) };
}
