import { endpoint } from '../http/endpoint.ts';
import { noAudience, publishedView } from './audience-view.ts';
import { postAudienceArchiveContract } from './post-audience-archive.contract.ts';

export const postAudienceArchive = endpoint(postAudienceArchiveContract, async ({ params, caller }, deps) => {
  const published = await deps.publishing.publish(deps.publishing.parts.audience, {
    workspace: caller.workspace,
    id: params.id,
    source: (before) => {
      if (before === undefined) throw noAudience(params.id);
      return { ...before.content, archived: true };
    },
    by: caller.who.id,
  });
  return { status: 200, body: publishedView(published) };
});
