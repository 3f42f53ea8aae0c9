import { UNDELIVERED, type EventRow } from '../db/events/events.ts';
import { workspaceTime, type WorkspaceRow } from '../db/workspaces/workspaces.ts';
import type { CouponHeld, ReferralBrought, ReferralCame } from '../domain/events/event.ts';
import type { CustomerId } from '../domain/ids.schema.ts';
import { broughtKey, cameKey, heldKey, type EventKey } from '../domain/keys.ts';
import type { Instant } from '../domain/time.ts';
import { bodyHash } from './canonical.ts';

/** What Sojourn itself tells a customer: of something they were given, or of another customer. */
export type Told =
  | Pick<CouponHeld, 'kind' | 'fact' | 'expires'>
  | Pick<ReferralCame, 'kind' | 'from' | 'programme'>
  | Pick<ReferralBrought, 'kind' | 'who'>;

/**
 * The event by which a customer hears of it, in its stored form: the key follows from what is told, so it is told once.
 * @param receivedAt by the wall clock
 */
export function toldRow(workspace: WorkspaceRow, customer: CustomerId, told: Told, receivedAt: Instant): EventRow {
  const at = workspaceTime(workspace, receivedAt);
  const key = keyOf(workspace, customer, told);
  return {
    _id: key,
    workspace: workspace._id,
    customer,
    event: { key, customer, at, seenAt: at, receivedAt, ...told },
    hash: bodyHash({ customer, ...told }),
    receivedAt,
    p: UNDELIVERED,
    due: receivedAt,
  };
}

function keyOf({ _id: workspace }: WorkspaceRow, customer: CustomerId, told: Told): EventKey {
  switch (told.kind) {
    case 'coupon-held':
      return heldKey(workspace, customer, told.fact);
    case 'referral-came':
      return cameKey(workspace, customer, told.from, told.programme);
    case 'referral-brought':
      return broughtKey(workspace, told.who);
  }
}
