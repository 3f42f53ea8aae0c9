import { currentPlaybook } from '../../publishing/book.ts';
import { templateDefinition } from '../../domain/templates/template.schema.ts';
import { STARTERS } from '../../domain/templates/starters/index.ts';
import { endpoint } from '../http/endpoint.ts';
import { ApiProblem } from '../http/problem.ts';
import { postTemplateStarterContract } from './post-template-starter.contract.ts';
import { saveTemplate } from './save-template.ts';
import { templateView } from './template-view.ts';

export const postTemplateStarter = endpoint(postTemplateStarterContract, async ({ params, body, caller }, deps) => {
  const starter = STARTERS.find(({ id }) => id === params.id);
  if (starter === undefined) {
    const known = STARTERS.map(({ id }) => id).join(', ');
    throw new ApiProblem('not-found', `No template that ships is called "${params.id}"; there are ${known}.`);
  }
  const id = body?.as ?? params.id;
  const [draft, { templates }] = await Promise.all([
    deps.stores.drafts.find(caller.workspace, { kind: 'template', id }),
    currentPlaybook(deps.stores, caller.workspace),
  ]);
  if (draft !== null || templates.has(id)) {
    throw new ApiProblem('conflict', `You have a template "${id}" already; send another id as "as".`);
  }
  await saveTemplate(deps, caller, templateDefinition.parse({ ...starter, id }));
  return { status: 200, body: await templateView(deps, caller.workspace, id) };
});
