import type { Request } from 'express';
import type { ApiDeps } from '../deps.ts';
import type { Contract } from './contract.ts';
import { basicPasswordOf, basicUserOf, bearerOf } from '../keys/credentials.ts';
import { checkOrigin } from '../sessions/same-origin.ts';
import { sessionOf } from '../sessions/session.ts';
import { checkMayCall, isForAll } from './access.ts';
import type { Holder } from './caller.ts';
import type { WrongKeys } from './limits.ts';
import { ApiProblem, workspaceGone } from './problem.ts';

type Door = Pick<ApiDeps, 'keyRing' | 'temporalPageOrigin'>;

/**
 * Lets a request in, or not. Missing, malformed and unknown keys get the same answer.
 * @throws ApiProblem 401, 403 or 429
 */
export async function admit(
  request: Request,
  contract: Contract,
  deps: Door,
  wrongKeys: WrongKeys,
): Promise<Holder | undefined> {
  if (isForAll(contract)) {
    // A page elsewhere must not sign a browser in as somebody else.
    if (contract.scope === 'link') checkOrigin(request);
    return undefined;
  }
  const holder = await holderIn(request, contract, deps, wrongKeys);
  checkMayCall(holder.who, contract);
  if (holder.workspace === null && contract.scope !== 'installation') throw workspaceGone();
  return holder;
}

/** By the key that was sent, or else by the session of the browser. */
async function holderIn(
  request: Request,
  contract: Contract,
  { keyRing: ring, temporalPageOrigin }: Door,
  wrongKeys: WrongKeys,
): Promise<Holder> {
  const address = request.ip ?? '';
  await wrongKeys.admit(address);
  const { authorization, cookie } = request.headers;
  const session = authorization === undefined ? sessionOf(cookie, request.secure) : undefined;
  const key =
    bearerOf(authorization) ??
    (contract.browser ? basicPasswordOf(authorization) : undefined) ??
    (contract.writeKey ? basicUserOf(authorization) : undefined);
  const holder = session === undefined ? await ring.holderOf(key) : await ring.holderBySession(session);
  if (holder === undefined) {
    if (authorization !== undefined) await wrongKeys.note(address);
    throw unauthorized(contract);
  }
  const isTemporals = contract.temporalPage === true && request.get('origin') === temporalPageOrigin;
  // A browser sends a password that somebody typed along with a form of any page, as it does with cookies.
  const byPassword = contract.browser === true && basicPasswordOf(authorization) !== undefined;
  if (byPassword || (holder.session && !isTemporals)) checkOrigin(request);
  return holder;
}

function unauthorized(contract: Contract): ApiProblem {
  const scheme = contract.browser ? 'Basic realm="Sojourn: the key is the password", charset="UTF-8"' : 'Bearer';
  return new ApiProblem('unauthorized', 'Send a valid key: Authorization: Bearer <key>.', {
    headers: { 'WWW-Authenticate': scheme },
  });
}
