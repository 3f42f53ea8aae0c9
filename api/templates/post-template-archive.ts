import { endpoint } from '../http/endpoint.ts';
import { postTemplateArchiveContract } from './post-template-archive.contract.ts';
import { noTemplate, publishedView } from './template-view.ts';

export const postTemplateArchive = endpoint(postTemplateArchiveContract, async ({ params, caller }, deps) => {
  const published = await deps.publishing.publish(deps.publishing.parts.template, {
    workspace: caller.workspace,
    id: params.id,
    source: (before) => {
      if (before === undefined) throw noTemplate(params.id);
      return { ...before.source, archived: true };
    },
    by: caller.who.id,
  });
  return { status: 200, body: publishedView(published) };
});
