import { endpoint } from '../http/endpoint.ts';
import { askForPoints } from './ask-for-points.ts';
import { postPointsAdjustContract } from './post-points-adjust.contract.ts';

export const postPointsAdjust = endpoint(postPointsAdjustContract, async ({ params, body, caller }, deps) => {
  const { points, reason, key } = body;
  const asked = { kind: 'points-adjusted', points, reason } as const;
  return { status: 200, body: await askForPoints(deps, caller, params.id, key, asked) };
});
