import { endpoint } from '../endpoint.ts';
import { hereOf } from '../here.ts';
import { readScoring } from '../scoring.ts';
import { scoringView } from '../scoring-view.ts';
import { putScoringContract } from './put-scoring.contract.ts';

export const putScoring = endpoint(putScoringContract, async ({ body, caller }, deps) => {
  const here = await hereOf(deps, caller);
  const draft = await readScoring(deps, here, body);
  await deps.stores.scoring.saveDraft(here.workspace._id, draft, here.now);
  return { status: 200, body: await scoringView(deps, here) };
});
