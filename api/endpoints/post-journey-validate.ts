import { endpoint } from '../endpoint.ts';
import { definitionOf, findJourney } from '../journey-view.ts';
import { journeyProblems, parseDraft } from '../journeys.ts';
import { ApiProblem } from '../problem.ts';
import { postJourneyValidateContract } from './post-journey-validate.contract.ts';

export const postJourneyValidate = endpoint(postJourneyValidateContract, async ({ params, body, caller }, deps) => {
  if (body === undefined) {
    const definition = definitionOf(await findJourney(deps, caller.workspace, params.id));
    return {
      status: 200,
      body: { problems: definition ? await journeyProblems(definition, deps, caller.workspace) : [] },
    };
  }
  try {
    return {
      status: 200,
      body: { problems: await journeyProblems(parseDraft(body, params.id), deps, caller.workspace) },
    };
  } catch (error) {
    // An unsound shape is the very answer that was asked for.
    if (error instanceof ApiProblem && error.problems) return { status: 200, body: { problems: error.problems } };
    throw error;
  }
});
