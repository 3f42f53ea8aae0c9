import { baseOf } from '../../publishing/book.ts';
import { endpoint } from '../http/endpoint.ts';
import { scoringView } from './scoring-view.ts';
import { getScoringContract } from './get-scoring.contract.ts';

export const getScoring = endpoint(getScoringContract, async ({ caller }, deps) => {
  return { status: 200, body: await scoringView(deps, await baseOf(deps.stores, caller.workspace, deps.clock())) };
});
