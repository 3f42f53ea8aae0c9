import { baseOf } from '../../publishing/book.ts';
import { endpoint } from '../http/endpoint.ts';
import { loyaltyView } from './loyalty.ts';
import { getLoyaltyContract } from './get-loyalty.contract.ts';

export const getLoyalty = endpoint(getLoyaltyContract, async ({ caller }, deps) => {
  return { status: 200, body: await loyaltyView(deps, await baseOf(deps.stores, caller.workspace, deps.clock())) };
});
