import type { RequestHandler } from 'express';
import type { ApiDeps } from '../deps.ts';
import { remembering } from '../http/key-ring.ts';
import { ApiProblem } from '../http/problem.ts';
import { isOwnOrigin } from './door.ts';

/** The calls that pages elsewhere may make; every other one answers no browser of another origin. */
export const OPEN_TO_PAGES = [
  '/v1/placements',
  '/v1/placements/events',
  '/v1/placements/behaviour',
  '/v1/placements/play',
  '/v1/placements/push',
  '/v1/placements/push/off',
] as const;

const ANSWERED_FOR_SECONDS = 600;
/** By these a page reads what a reply says beside its body. */
const TOLD = 'ETag, X-Poll-Seconds, Retry-After';

/**
 * Says to browsers which pages may read a reply. A preflight brings no token, so it only learns that some workspace lists
 * the origin; the call itself is held against the list of its own workspace. Cookies are never taken along.
 */
export function cors({ stores, clock }: Pick<ApiDeps, 'stores' | 'clock'>): RequestHandler {
  const known = remembering<true>(
    async (origin) => ((await stores.placementSettings.knowsOrigin(origin)) ? true : null),
    clock,
  );
  return async (request, response, next) => {
    response.vary('Origin');
    const { origin, host } = request.headers;
    const isElsewhere = origin !== undefined && !isOwnOrigin(origin, host);
    const isListed = isElsewhere && origin.length <= 200 && (await known.find(origin)) === true;
    if (isListed) response.set({ 'Access-Control-Allow-Origin': origin, 'Access-Control-Expose-Headers': TOLD });
    if (request.method !== 'OPTIONS') return next();
    if (!isListed) throw new ApiProblem('forbidden', 'Pages of this origin may not ask.');
    response.status(204).set({
      'Access-Control-Allow-Methods': 'GET, POST',
      'Access-Control-Allow-Headers': 'Authorization, Content-Type, If-None-Match',
      'Access-Control-Max-Age': String(ANSWERED_FOR_SECONDS),
    });
    response.end();
  };
}
