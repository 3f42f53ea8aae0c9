import { endpoint } from '../http/endpoint.ts';
import { askForPoints } from './ask-for-points.ts';
import { postPointsSpendContract } from './post-points-spend.contract.ts';

export const postPointsSpend = endpoint(postPointsSpendContract, async ({ params, body, caller }, deps) => {
  const { points, key } = body;
  return { status: 200, body: await askForPoints(deps, caller, params.id, key, { kind: 'points-spent', points }) };
});
