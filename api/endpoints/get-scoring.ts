import { endpoint } from '../endpoint.ts';
import { hereOf } from '../here.ts';
import { scoringView } from '../scoring-view.ts';
import { getScoringContract } from './get-scoring.contract.ts';

export const getScoring = endpoint(getScoringContract, async ({ caller }, deps) => {
  return { status: 200, body: await scoringView(deps, await hereOf(deps, caller)) };
});
