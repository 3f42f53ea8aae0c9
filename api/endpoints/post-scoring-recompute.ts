import { endpoint } from '../endpoint.ts';
import { hereOf } from '../here.ts';
import { publishedView } from '../scoring-view.ts';
import { postScoringRecomputeContract } from './post-scoring-recompute.contract.ts';

export const postScoringRecompute = endpoint(postScoringRecomputeContract, async ({ caller }, deps) => {
  const published = await deps.publishing.recompute(caller.workspace, caller.key);
  return { status: 200, body: publishedView(published, await hereOf(deps, caller)) };
});
