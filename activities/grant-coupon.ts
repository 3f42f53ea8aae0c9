import type { CouponGrants } from '../db/coupons/grants.ts';
import { newEffect, type EffectEnd } from '../db/messaging/effects.ts';
import type { EffectLedger } from '../db/messaging/ledger.ts';
import { grantIdOf } from '../domain/coupons/coupon.ts';
import { NOT_GRANTED } from '../domain/coupons/not-granted.ts';
import type { WorkspaceId } from '../domain/ids.schema.ts';
import type { WorkspaceRow } from '../db/workspaces/workspaces.ts';
import type { Instant } from '../domain/time.ts';
import type { Ingest } from '../ingest/open.ts';
import { takeBackCoupons, type TakeBackDeps } from './take-back-coupons.ts';
import type { EffectCall } from '../workflows/messages.ts';

export interface GrantCouponDeps extends TakeBackDeps {
  readonly workspace: (id: WorkspaceId) => Promise<WorkspaceRow>;
  readonly ledger: Pick<EffectLedger, 'claimAgain' | 'end'>;
  readonly grants: Pick<CouponGrants, 'give'>;
  /** The way of what the customer has to hear. */
  readonly tell: Ingest['tell'];
}

/**
 * Takes a code out of a pool for a customer: one for each grant, the same one at every attempt. A pool that has none is an
 * outcome that the ledger keeps, and no failure to be tried again. The code is in no reply. Where the customer is to be warned
 * of its end, they have heard of that before this resolves.
 */
export function createGrantCoupon(deps: GrantCouponDeps) {
  const { ledger, grants, now, workspace: here, tell } = deps;

  async function hear({ workspace, customer, effect }: EffectCall<'grantCoupon'>, expires: Instant | null) {
    if (effect.tells !== true || expires === null) return;
    await tell(await here(workspace), customer, { kind: 'coupon-held', fact: effect.origin.fact, expires });
  }

  return async function grantCoupon(call: EffectCall<'grantCoupon'>): Promise<'granted' | { readonly not: string }> {
    const { workspace, customer, effect } = call;
    const { key, pool, at, order } = effect;
    const claim = await ledger.claimAgain(newEffect<'grantCoupon'>(call, effect), now(), () => 0);
    if (claim.is === 'settled') {
      if (claim.row.state === 'done') await hear(call, claim.row.result.expires);
      return claim.row.state === 'done' ? 'granted' : { not: claim.row.reason ?? 'it was given up' };
    }
    const byOrder = order === undefined ? {} : { byOrder: order };
    const given = await grants.give({ workspace, pool, grant: grantIdOf(key), customer, at, ...byOrder });
    // A refund that was looked at before the grant was there took nothing back.
    if (order !== undefined && given.is === 'granted')
      await takeBackCoupons(deps, await deps.workspace(workspace), [order]);
    const end: EffectEnd<'grantCoupon'> =
      given.is === 'granted'
        ? { state: 'done', result: { expires: given.row.expires } }
        : { state: 'failed', reason: NOT_GRANTED[given.because] };
    await ledger.end(key, end, now());
    if (end.state === 'done') await hear(call, end.result.expires);
    return end.state === 'done' ? 'granted' : { not: end.reason };
  };
}
