import { endpoint } from '../http/endpoint.ts';
import { hereOf } from '../http/here.ts';
import { definitionOf, findJourney, journeyView, noJourney, saveDraft } from './journey-view.ts';
import { postJourneyRenameContract } from './post-journey-rename.contract.ts';

export const postJourneyRename = endpoint(postJourneyRenameContract, async ({ params, body, caller }, deps) => {
  const here = await hereOf(deps, caller);
  const definition = definitionOf(await findJourney(deps, caller.workspace, params.id));
  if (definition === undefined) throw noJourney(params.id);
  await saveDraft(deps, here, caller, { ...definition, name: body.name });
  return { status: 200, body: await journeyView(deps, here, params.id) };
});
