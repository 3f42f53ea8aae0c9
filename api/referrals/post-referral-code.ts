import { REFERRAL_CODE_LENGTH, referralCode } from '../../domain/loyalty/referral/code.schema.ts';
import { drawnCharacters } from '../coupon-pools/drawn-codes.ts';
import { knownCustomer } from '../customers/known-customer.ts';
import { endpoint } from '../http/endpoint.ts';
import { postReferralCodeContract } from './post-referral-code.contract.ts';

export const postReferralCode = endpoint(postReferralCodeContract, async ({ params, caller }, deps) => {
  const { workspace } = caller;
  const { customer, state } = await knownCustomer(deps, workspace, params.id);
  const draw = () => referralCode.parse(drawnCharacters(REFERRAL_CODE_LENGTH));
  const code = await deps.stores.referrals.codeOf(workspace, customer, draw);
  return { status: 200, body: { code, brought: state.loyalty?.referral?.brings ?? 0 } };
});
