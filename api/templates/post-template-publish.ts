import { endpoint } from '../http/endpoint.ts';
import { postTemplatePublishContract } from './post-template-publish.contract.ts';
import { findTemplate, publishedView } from './template-view.ts';

export const postTemplatePublish = endpoint(postTemplatePublishContract, async ({ params, caller }, deps) => {
  const { definition } = await findTemplate(deps, caller.workspace, params.id);
  const published = await deps.publishing.publish(deps.publishing.parts.template, {
    workspace: caller.workspace,
    id: params.id,
    source: () => definition,
    by: caller.who.id,
  });
  return { status: 200, body: publishedView(published) };
});
