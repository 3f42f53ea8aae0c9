import { endpoint } from '../http/endpoint.ts';
import { findAudience, publishedView } from './audience-view.ts';
import { postAudiencePublishContract } from './post-audience-publish.contract.ts';

export const postAudiencePublish = endpoint(postAudiencePublishContract, async ({ params, caller }, deps) => {
  const { definition } = await findAudience(deps, caller.workspace, params.id);
  const published = await deps.publishing.publish(deps.publishing.parts.audience, {
    workspace: caller.workspace,
    id: params.id,
    source: () => definition,
    by: caller.who.id,
  });
  return { status: 200, body: publishedView(published) };
});
