import type { RequestHandler } from 'express';
import type { ApiDeps } from '../deps.ts';
import { isOwnOrigin } from '../placements/door.ts';
import { ApiProblem } from '../http/problem.ts';

/** What Temporal's page may ask of another server. */
export const OPEN_TO_TEMPORAL = ['/v1/codec/decode'] as const;

const ANSWERED_FOR_SECONDS = 600;
/** Its page names the namespace, and may send a token of its own. */
const SENT = 'Authorization, Content-Type, X-Namespace';

/** Says to browsers that Temporal's page, and no other one elsewhere, may ask and read, with the session of the browser. */
export function temporalCors({ temporalPageOrigin }: Pick<ApiDeps, 'temporalPageOrigin'>): RequestHandler {
  return (request, response, next) => {
    response.vary('Origin');
    const { origin, host } = request.headers;
    const isTemporal = origin !== undefined && origin === temporalPageOrigin && !isOwnOrigin(origin, host);
    if (isTemporal) {
      response.set({ 'Access-Control-Allow-Origin': origin, 'Access-Control-Allow-Credentials': 'true' });
    }
    if (request.method !== 'OPTIONS') return next();
    if (!isTemporal) throw new ApiProblem('forbidden', 'Only the page in TEMPORAL_UI_URL may ask.');
    response.status(204).set({
      'Access-Control-Allow-Methods': 'POST',
      'Access-Control-Allow-Headers': SENT,
      'Access-Control-Max-Age': String(ANSWERED_FOR_SECONDS),
    });
    response.end();
  };
}
