import { endpoint } from '../endpoint.ts';
import { hereOf } from '../here.ts';
import { recompute } from '../scoring-publish.ts';
import { publishedView } from '../scoring-view.ts';
import { postScoringRecomputeContract } from './post-scoring-recompute.contract.ts';

export const postScoringRecompute = endpoint(postScoringRecomputeContract, async ({ caller }, deps) => {
  const here = await hereOf(deps, caller);
  return { status: 200, body: publishedView(await recompute(deps, here), here) };
});
