import { endpoint } from '../endpoint.ts';
import { hereOf } from '../here.ts';
import { definitionOf, findJourney, noJourney } from '../journey-view.ts';
import { publish } from '../journeys.ts';
import { ApiProblem } from '../problem.ts';
import { postJourneyPublishContract } from './post-journey-publish.contract.ts';

export const postJourneyPublish = endpoint(postJourneyPublishContract, async ({ params, body, caller }, deps) => {
  if (body && body.inside !== 'pin') {
    const message = `"${body.inside}" is not in this version; use "pin": those inside finish on their version`;
    throw new ApiProblem('not-in-this-version', `inside: ${message}.`, {
      problems: [{ code: 'not-in-this-version', path: 'inside', message }],
    });
  }
  const definition = definitionOf(await findJourney(deps, caller.workspace, params.id));
  if (definition === undefined) throw noJourney(params.id);
  return { status: 200, body: await publish(deps, await hereOf(deps, caller), definition) };
});
