import type { GrantRow } from '../../db/coupons/grants.ts';
import type { Use } from '../../domain/coupons/coupon.ts';
import type { Instant } from '../../domain/time.ts';

/** What has become of a coupon that somebody was given. A reservation whose time is over holds nothing, whether or not that is written down. */
export function standing({ expires, revokedAt }: GrantRow, use: Use | undefined, now: Instant) {
  if (use?.is === 'redeemed') return { is: 'redeemed' as const, order: use.order };
  if (use?.is === 'reserved' && use.until > now) return { is: 'reserved' as const, order: use.order };
  if (revokedAt !== undefined) return { is: 'revoked' as const, order: null };
  return { is: expires !== null && expires <= now ? ('expired' as const) : ('usable' as const), order: null };
}
