import type { Answered, AskedOf, Redemption } from '../../db/coupons/uses.ts';
import type { EventRow } from '../../db/events/events.ts';
import type { CouponCode } from '../../domain/coupons/code.schema.ts';
import type { Use } from '../../domain/coupons/coupon.ts';
import type { Asked } from '../../domain/coupons/use.ts';
import { isoTime } from '../../domain/time.ts';
import { couponRow } from '../../ingest/coupon-row.ts';
import type { ApiDeps } from '../deps.ts';
import type { Caller } from '../http/caller.ts';
import { hereOf } from '../http/here.ts';
import { ApiProblem } from '../http/problem.ts';
import { refusalView } from './refusal-text.ts';

/**
 * Changes what becomes of a coupon for one order, or says exactly why not. A redemption is stored together with the event
 * that tells its customer of it; what is not delivered at once is the sweeper's.
 * @throws ApiProblem where others used the code all the time
 */
export async function askCoupon(
  deps: ApiDeps,
  caller: Caller,
  code: CouponCode,
  { discount, ...asked }: Asked & Pick<Redemption, 'discount'>,
) {
  const { workspace, now } = await hereOf(deps, caller);
  const told: EventRow[] = [];
  const wanted: AskedOf = { ...asked, workspace: workspace._id, code, now };
  const answered = await deps.stores.coupons.uses.ask(wanted, {
    timezone: workspace.timezone,
    discount,
    told: ({ id: pool }, coupon) => {
      const { customer, order } = asked;
      const grant = 'grant' in coupon ? { grant: coupon.grant } : {};
      const row = couponRow(workspace, { customer, order, code, pool, ...grant }, deps.clock());
      told.splice(0, told.length, row);
      return row;
    },
  });
  if (answered === null) throw tooMany();
  if (answered.answer.is === 'changed' && told.length > 0) await deps.ingest.dispatch(told);
  return answerView(code, answered, now);
}

function tooMany(): ApiProblem {
  const message = 'Too many used this code at the same moment, and nothing was done; send the call again.';
  return new ApiProblem('overloaded', message, { retryAfter: 1 });
}

function answerView(code: CouponCode, { answer, pool }: Answered, now: number) {
  const about = { code, asOf: isoTime(now) };
  if (answer.is === 'refused' || pool === null) {
    const refusal = answer.is === 'refused' ? answer.refusal : ({ reason: 'unknown' } as const);
    return { status: 'refused' as const, ...about, ...refusalView(refusal) };
  }
  const { use } = answer;
  return {
    status: 'accepted' as const,
    ...about,
    pool: pool.id,
    value: pool.pool.value,
    is: use.is,
    until: untilOf(use),
  };
}

function untilOf(use: Use): string | null {
  return use.is === 'reserved' ? isoTime(use.until) : null;
}
