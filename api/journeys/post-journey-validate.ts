import { NotPublished } from '../../publishing/problem.ts';
import { readJourney } from '../../publishing/read-journey.ts';
import { endpoint } from '../http/endpoint.ts';
import { definitionOf, findJourney, journeyProblems } from './journey-view.ts';
import { postJourneyValidateContract } from './post-journey-validate.contract.ts';

export const postJourneyValidate = endpoint(postJourneyValidateContract, async ({ params, body, caller }, deps) => {
  if (body === undefined) {
    const definition = definitionOf(await findJourney(deps, caller.workspace, params.id));
    const problems = definition ? await journeyProblems(deps, caller.workspace, definition) : [];
    return { status: 200, body: { problems } };
  }
  try {
    const problems = await journeyProblems(deps, caller.workspace, readJourney(body, params.id));
    return { status: 200, body: { problems } };
  } catch (error) {
    // An unsound shape is the very answer that was asked for.
    if (error instanceof NotPublished && error.problems) return { status: 200, body: { problems: error.problems } };
    throw error;
  }
});
