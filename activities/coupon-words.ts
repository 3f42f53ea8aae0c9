import { ApplicationFailure } from '@temporalio/activity';
import type { CouponWords } from '../channels/template-variables.ts';
import type { CouponGrants } from '../db/coupons/grants.ts';
import type { EffectLedger } from '../db/messaging/ledger.ts';
import type { WorkspaceRow } from '../db/workspaces/workspaces.ts';
import { grantIdOf } from '../domain/coupons/coupon.ts';
import type { Effect } from '../domain/effect.ts';
import type { CustomerId } from '../domain/ids.schema.ts';
import { couponEffectKey, customerKey } from '../domain/keys.ts';
import { dayOf } from '../domain/time-zone.ts';
import { DAY, isoTime, SECOND } from '../domain/time.ts';

export interface CouponWordsDeps {
  readonly ledger: Pick<EffectLedger, 'areSettled'>;
  readonly grants: Pick<CouponGrants, 'find'>;
}

/**
 * What a message says of its coupon. The grant was decided before the message, and may still be under way.
 * @returns `undefined` where it is about none, `null` where its pool gave none
 * @throws ApplicationFailure `SendLater` while the grant is under way
 */
export async function couponWords(
  { ledger, grants }: CouponWordsDeps,
  { _id: workspace, timezone }: WorkspaceRow,
  customer: CustomerId,
  { context }: Pick<Effect<'sendMessage'>, 'context'>,
): Promise<CouponWords | null | undefined> {
  const { coupon } = context;
  if (coupon === undefined) return undefined;
  const key = couponEffectKey(customerKey(workspace, customer), coupon.fact);
  // Asked first: a grant that is settled between both questions is found by the second.
  const isSettled = await ledger.areSettled([key]);
  const row = await grants.find(workspace, coupon.pool, grantIdOf(key));
  if (row !== null) {
    const { code, expires } = row;
    return { code, expires_on: expires === null ? null : isoTime(dayOf(expires - 1, timezone) * DAY).slice(0, 10) };
  }
  if (isSettled) return null;
  const message = 'its coupon is still being granted';
  throw ApplicationFailure.create({ message, type: 'SendLater', nextRetryDelay: SECOND });
}
