import type { Endpoint } from '../http/endpoint.ts';
import { getReferrals } from './get-referrals.ts';
import { postReferralCode } from './post-referral-code.ts';
import { postReferrals } from './post-referrals.ts';

/** Every call about customers who bring customers. */
export const REFERRAL_CALLS: readonly Endpoint[] = [getReferrals, postReferralCode, postReferrals];
