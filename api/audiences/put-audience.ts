import { draftRow } from '../../db/playbook/drafts.ts';
import { readAudience } from '../../publishing/read-audience.ts';
import { endpoint } from '../http/endpoint.ts';
import { hereOf } from '../http/here.ts';
import { ApiProblem } from '../http/problem.ts';
import { audienceView } from './audience-view.ts';
import { putAudienceContract } from './put-audience.contract.ts';

/** Some of them archived. */
const MOST_DRAFTS = 500;

export const putAudience = endpoint(putAudienceContract, async ({ params, body, caller }, deps) => {
  const definition = readAudience(body, params.id);
  const here = await hereOf(deps, caller);
  const { workspace, now } = here;
  const row = draftRow(workspace._id, { kind: 'audience', id: params.id }, definition, now, caller.who.id);
  if (!(await deps.stores.drafts.save(row, MOST_DRAFTS))) {
    const message = `A workspace has at most ${MOST_DRAFTS} audiences; save this one under the id of another.`;
    throw new ApiProblem('conflict', message);
  }
  return { status: 200, body: await audienceView(deps, here, params.id) };
});
