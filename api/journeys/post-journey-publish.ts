import { endpoint } from '../http/endpoint.ts';
import { hereOf } from '../http/here.ts';
import { definitionOf, findJourney, noJourney } from './journey-view.ts';
import { ApiProblem } from '../http/problem.ts';
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
  const { version, playbook, changed } = await deps.publishing.publish(deps.publishing.parts.journey, {
    workspace: caller.workspace,
    id: params.id,
    source: () => definition,
    by: caller.key,
  });
  const { workspace } = await hereOf(deps, caller);
  await deps.jobs.launchSchedules.follow(workspace, playbook);
  return { status: 200, body: { journey: params.id, version, playbook: playbook.version, changed } };
});
