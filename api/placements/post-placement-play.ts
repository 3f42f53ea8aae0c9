import { playDraw } from '../draws/play.ts';
import { endpoint } from '../http/endpoint.ts';
import { atPlacements } from './door.ts';
import { postPlacementPlayContract } from './post-placement-play.contract.ts';

export const postPlacementPlay = endpoint(postPlacementPlayContract, async ({ body, caller, headers }, deps) => {
  const at = await atPlacements(deps, caller, body.customer, headers);
  const asked = { id: body.draw, customer: at.customer, ticket: body.ticket };
  return { status: 200, body: await playDraw(deps, at, asked) };
});
