import { endpoint } from '../http/endpoint.ts';
import { hereOf } from '../http/here.ts';
import { playDraw } from './play.ts';
import { postDrawPlayContract } from './post-draw-play.contract.ts';

export const postDrawPlay = endpoint(postDrawPlayContract, async ({ params, body, caller }, deps) => {
  const here = await hereOf(deps, caller);
  return { status: 200, body: await playDraw(deps, here, { id: params.id, ...body }) };
});
