import { baseOf } from '../../publishing/book.ts';
import { endpoint } from '../http/endpoint.ts';
import { draftOf } from './scoring.ts';
import { publishedView } from './scoring-view.ts';
import { postScoringPublishContract } from './post-scoring-publish.contract.ts';

export const postScoringPublish = endpoint(postScoringPublishContract, async ({ caller }, deps) => {
  const { publishing, stores, clock } = deps;
  const base = await baseOf(stores, caller.workspace, clock());
  const draft = await draftOf(deps, base);
  const published = await publishing.publish(publishing.parts.scoring, {
    workspace: caller.workspace,
    id: 'scoring',
    source: () => draft,
    by: caller.who.id,
  });
  return { status: 200, body: publishedView(published, base) };
});
