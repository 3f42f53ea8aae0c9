import { endpoint } from '../endpoint.ts';
import { definitionOf, findJourney } from '../journey-view.ts';
import { currentPlaybook, journeyProblems, parseDraft } from '../journeys.ts';
import { ApiProblem } from '../problem.ts';
import { postJourneyValidateContract } from './post-journey-validate.contract.ts';

export const postJourneyValidate = endpoint(postJourneyValidateContract, async ({ params, body, caller }, deps) => {
  if (body === undefined) {
    const source = await findJourney(deps, caller.workspace, params.id);
    const definition = definitionOf(source);
    const problems = definition ? await journeyProblems(definition, deps, caller.workspace, source.playbook) : [];
    return { status: 200, body: { problems } };
  }
  try {
    const definition = parseDraft(body, params.id);
    const playbook = await currentPlaybook(deps.stores, caller.workspace);
    return { status: 200, body: { problems: await journeyProblems(definition, deps, caller.workspace, playbook) } };
  } catch (error) {
    // An unsound shape is the very answer that was asked for.
    if (error instanceof ApiProblem && error.problems) return { status: 200, body: { problems: error.problems } };
    throw error;
  }
});
