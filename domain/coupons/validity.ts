import { DAY, type Instant } from '../time.ts';
import type { CouponPool } from './pool.schema.ts';

/** The first instant at which what is granted at `at` cannot be used any more; `null`: there is none. */
export function expiryOf(pool: CouponPool, at: Instant): Instant | null {
  const own = pool.kind === 'unique' && pool.validDays !== null ? at + pool.validDays * DAY : Infinity;
  const first = Math.min(own, endOf(pool));
  return first === Infinity ? null : first;
}

/** When the whole pool ends. */
export function endOf({ validUntil }: Pick<CouponPool, 'validUntil'>): Instant {
  return validUntil === null ? Infinity : Date.parse(validUntil);
}
