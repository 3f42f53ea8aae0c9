import { endpoint } from '../endpoint.ts';
import { hereOf } from '../here.ts';
import { currentPlaybook } from '../journeys.ts';
import { ApiProblem } from '../problem.ts';
import { checksOf, draftOf } from '../scoring.ts';
import { postScoringValidateContract } from './post-scoring-validate.contract.ts';

export const postScoringValidate = endpoint(postScoringValidateContract, async ({ body, caller }, deps) => {
  const here = await hereOf(deps, caller);
  const playbook = await currentPlaybook(deps.stores, here.workspace._id);
  try {
    return { status: 200, body: checksOf(await draftOf(deps, here, body), playbook) };
  } catch (error) {
    // An unsound shape is the very answer that was asked for.
    if (error instanceof ApiProblem && error.problems) {
      return { status: 200, body: { problems: error.problems, warnings: [] } };
    }
    throw error;
  }
});
