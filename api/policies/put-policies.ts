import { draftRow } from '../../db/playbook/drafts.ts';
import { baseOf } from '../../publishing/book.ts';
import { readPolicies } from '../../publishing/policies-part.ts';
import { endpoint } from '../http/endpoint.ts';
import { POLICIES, policiesView } from './policies.ts';
import { putPoliciesContract } from './put-policies.contract.ts';

export const putPolicies = endpoint(putPoliciesContract, async ({ body, caller }, deps) => {
  const base = await baseOf(deps.stores, caller.workspace, deps.clock());
  const row = draftRow(caller.workspace, POLICIES, readPolicies(body), base.now, caller.who.id);
  await deps.stores.drafts.save(row, 1);
  return { status: 200, body: await policiesView(deps, base) };
});
