import type { Request } from 'express';
import { ApiProblem } from '../http/problem.ts';

const READS: ReadonlySet<string> = new Set(['GET', 'HEAD']);

/**
 * A browser sends its cookie along with whatever page asks it to. So a write by a cookie must come from our own pages.
 * `Sec-Fetch-Site` is absent on plain http outside of this machine; there the origin is compared with the host.
 * @throws ApiProblem 403
 */
export function checkOrigin(request: Pick<Request, 'method' | 'get'>): void {
  if (READS.has(request.method)) return;
  const site = request.get('sec-fetch-site');
  const own = site === undefined ? isOwn(request.get('origin'), request.get('host')) : site === 'same-origin';
  if (own) return;
  throw new ApiProblem(
    'forbidden',
    'A browser may only write from the pages of this server; from elsewhere send a key: Authorization: Bearer <key>.',
  );
}

function isOwn(origin: string | undefined, host: string | undefined): boolean {
  return origin !== undefined && host !== undefined && URL.canParse(origin) && new URL(origin).host === host;
}
