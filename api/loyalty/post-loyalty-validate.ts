import { baseOf } from '../../publishing/book.ts';
import { NotPublished } from '../../publishing/problem.ts';
import { endpoint } from '../http/endpoint.ts';
import { loyaltyDraftOf } from './loyalty.ts';
import { postLoyaltyValidateContract } from './post-loyalty-validate.contract.ts';

export const postLoyaltyValidate = endpoint(postLoyaltyValidateContract, async ({ body, caller }, deps) => {
  const base = await baseOf(deps.stores, caller.workspace, deps.clock());
  try {
    const { loyalty } = deps.publishing.parts;
    return { status: 200, body: await loyalty.faults(await loyaltyDraftOf(deps, base, body), base) };
  } catch (error) {
    // An unsound shape is the very answer that was asked for.
    if (error instanceof NotPublished && error.problems) {
      return { status: 200, body: { problems: error.problems, warnings: [] } };
    }
    throw error;
  }
});
