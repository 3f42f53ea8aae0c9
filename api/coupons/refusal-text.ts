import type { Refusal } from '../../domain/coupons/use.ts';
import { isoTime } from '../../domain/time.ts';
import { minuteText } from '../sentences.ts';

/** Why a coupon does not work, as every answer says it. */
export function refusalView(refusal: Refusal) {
  return { reason: refusal.reason, text: textOf(refusal), ...whereIn(refusal) };
}

function whereIn(refusal: Refusal): { readonly order: string | null; readonly at: string | null } {
  switch (refusal.reason) {
    case 'expired':
      return { order: null, at: isoTime(refusal.at) };
    case 'redeemed':
      return { order: refusal.order, at: isoTime(refusal.at) };
    case 'reserved':
      return { order: refusal.order, at: isoTime(refusal.until) };
    case 'unknown':
    case 'not-granted':
    case 'not-yours':
    case 'revoked':
    case 'pool-paused':
    case 'used-up':
    case 'used-up-by-you':
    case 'not-reserved':
      return { order: null, at: null };
  }
}

function textOf(refusal: Refusal): string {
  switch (refusal.reason) {
    case 'unknown':
      return 'No pool has this code.';
    case 'not-granted':
      return 'This code was never granted to anybody.';
    case 'not-yours':
      return "This code, or its order, is another customer's.";
    case 'revoked':
      return 'This code was taken back, because the order that had earned it was refunded.';
    case 'pool-paused':
      return 'The pool of this code is paused.';
    case 'used-up':
      return 'This code was used as often as it works.';
    case 'used-up-by-you':
      return 'This customer used the code as often as it works for one.';
    case 'expired':
      return `This code expired on ${minuteText(refusal.at)}.`;
    case 'redeemed':
      return `Order ${refusal.order} redeemed this code on ${minuteText(refusal.at)}.`;
    case 'reserved':
      return `Order ${refusal.order} holds this code until ${minuteText(refusal.until)}.`;
    case 'not-reserved':
      return 'This order does not hold the code, so there is nothing to give back.';
  }
}
