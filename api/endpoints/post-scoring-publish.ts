import { endpoint } from '../endpoint.ts';
import { hereOf } from '../here.ts';
import { draftOf } from '../scoring.ts';
import { publishDraft } from '../scoring-publish.ts';
import { publishedView } from '../scoring-view.ts';
import { postScoringPublishContract } from './post-scoring-publish.contract.ts';

export const postScoringPublish = endpoint(postScoringPublishContract, async ({ caller }, deps) => {
  const here = await hereOf(deps, caller);
  const published = await publishDraft(deps, here, await draftOf(deps, here));
  return { status: 200, body: publishedView(published, here) };
});
