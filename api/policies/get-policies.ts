import { baseOf } from '../../publishing/book.ts';
import { endpoint } from '../http/endpoint.ts';
import { policiesView } from './policies.ts';
import { getPoliciesContract } from './get-policies.contract.ts';

export const getPolicies = endpoint(getPoliciesContract, async ({ caller }, deps) => {
  return { status: 200, body: await policiesView(deps, await baseOf(deps.stores, caller.workspace, deps.clock())) };
});
