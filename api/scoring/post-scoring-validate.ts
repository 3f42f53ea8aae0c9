import { baseOf } from '../../publishing/book.ts';
import { NotPublished } from '../../publishing/problem.ts';
import { scoringChecks } from '../../publishing/scoring-part.ts';
import { endpoint } from '../http/endpoint.ts';
import { draftOf } from './scoring.ts';
import { postScoringValidateContract } from './post-scoring-validate.contract.ts';

export const postScoringValidate = endpoint(postScoringValidateContract, async ({ body, caller }, deps) => {
  const base = await baseOf(deps.stores, caller.workspace, deps.clock());
  try {
    return { status: 200, body: scoringChecks(await draftOf(deps, base, body), base.book) };
  } catch (error) {
    // An unsound shape is the very answer that was asked for.
    if (error instanceof NotPublished && error.problems) {
      return { status: 200, body: { problems: error.problems, warnings: [] } };
    }
    throw error;
  }
});
