import type { Request } from 'express';
import type { PlacementSettings } from '../../db/messaging/placement-settings.ts';
import type { CustomerId } from '../../domain/ids.schema.ts';
import { bearerOf } from '../keys/credentials.ts';
import type { ApiDeps } from '../deps.ts';
import type { Caller, Subject } from '../http/caller.ts';
import { glanceOf, type Here } from '../http/here.ts';
import type { WrongKeys } from '../http/limits.ts';
import { ApiProblem, invalidInput } from '../http/problem.ts';
import { isToken, subjectOf, TokenRefused } from './token.ts';

/**
 * Lets a customer in who shows a token.
 * @returns `undefined` where none was sent: then a key is asked for, as everywhere
 * @throws ApiProblem 401 or 429
 */
export async function admitSubject(
  request: Request,
  { stores, clock }: Pick<ApiDeps, 'stores' | 'clock'>,
  wrongKeys: WrongKeys,
): Promise<Subject | undefined> {
  const token = bearerOf(request.headers.authorization);
  if (!isToken(token)) return undefined;
  const address = request.ip ?? '';
  await wrongKeys.admit(address);
  try {
    return await subjectOf(stores.placementSettings, token, clock());
  } catch (error) {
    if (error instanceof TokenRefused && !error.isExpired) await wrongKeys.note(address);
    throw error;
  }
}

/** Whose placements are meant, where they are, and what holds there. */
export interface AtPlacements extends Here {
  readonly customer: CustomerId;
  readonly settings: PlacementSettings;
}

/**
 * @param named the customer that the request names
 * @throws ApiProblem where a token is needed, where it speaks for another customer, or where the page is not listed
 */
export async function atPlacements(
  deps: ApiDeps,
  caller: Caller | Subject,
  named: CustomerId | undefined,
  headers: Request['headers'],
): Promise<AtPlacements> {
  const [here, settings] = await Promise.all([
    glanceOf(deps, caller),
    deps.stores.placementSettings.find(caller.workspace),
  ]);
  const { origin, host } = headers;
  if (origin !== undefined && !isOwnOrigin(origin, host) && !settings.origins.includes(origin)) {
    throw new ApiProblem(
      'forbidden',
      'Pages of this origin may not ask; an admin lists it in PUT /v1/placements/settings.',
    );
  }
  return { ...here, settings, customer: whom(caller, named, settings) };
}

function whom(caller: Caller | Subject, named: CustomerId | undefined, { mode }: PlacementSettings): CustomerId {
  if ('subject' in caller) {
    if (named === undefined || named === caller.subject) return caller.subject;
    throw new ApiProblem('forbidden', 'A token speaks for its own customer only; leave customer out.');
  }
  if (mode === 'required') {
    throw new ApiProblem(
      'forbidden',
      'Placements of this workspace are shown by a token of the customer only, not by a key.',
    );
  }
  if (named !== undefined) return named;
  const message = 'name the customer; only with a token of theirs it may be left out';
  throw invalidInput('request', [{ code: 'missing', path: 'customer', message }]);
}

/** A page of this very server. */
export function isOwnOrigin(origin: string, host: string | undefined): boolean {
  return host !== undefined && URL.canParse(origin) && new URL(origin).host === host;
}
