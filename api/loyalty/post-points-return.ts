import { pointsKey } from '../../domain/keys.ts';
import { endpoint } from '../http/endpoint.ts';
import { askForPoints } from './ask-for-points.ts';
import { postPointsReturnContract } from './post-points-return.contract.ts';

export const postPointsReturn = endpoint(postPointsReturnContract, async ({ params, body, caller }, deps) => {
  const spend = pointsKey(caller.workspace, body.spend);
  const asked = { kind: 'points-returned', spend } as const;
  return { status: 200, body: await askForPoints(deps, caller, params.id, body.key, asked) };
});
