import { baseOf } from '../../publishing/book.ts';
import { policiesPart } from '../../publishing/policies-part.ts';
import { NotPublished } from '../../publishing/problem.ts';
import { endpoint } from '../http/endpoint.ts';
import { policiesDraftOf } from './policies.ts';
import { postPoliciesValidateContract } from './post-policies-validate.contract.ts';

export const postPoliciesValidate = endpoint(postPoliciesValidateContract, async ({ body, caller }, deps) => {
  const base = await baseOf(deps.stores, caller.workspace, deps.clock());
  try {
    return { status: 200, body: await policiesPart.faults(await policiesDraftOf(deps, base, body), base) };
  } catch (error) {
    // An unsound shape is the very answer that was asked for.
    if (error instanceof NotPublished && error.problems) {
      return { status: 200, body: { problems: error.problems, warnings: [] } };
    }
    throw error;
  }
});
