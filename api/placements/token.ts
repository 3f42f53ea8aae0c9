import { createPublicKey, createSecretKey, type KeyObject } from 'node:crypto';
import { decodeJwt, decodeProtectedHeader, errors, jwtVerify, type JWTPayload } from 'jose';
import type { PlacementSettingsStore, TokenKey } from '../../db/messaging/placement-settings.ts';
import { customerId, workspaceId } from '../../domain/ids.schema.ts';
import { readShape } from '../../domain/input/shape-problems.ts';
import { HOUR, MINUTE, SECOND, type Instant } from '../../domain/time.ts';
import type { Subject } from '../http/caller.ts';
import { ApiProblem } from '../http/problem.ts';

/** What a token is for; one that was made for something else opens nothing here. */
export const AUDIENCE = 'placements';
/** A token that is lost is good for no longer. */
const LONGEST = HOUR;
/** How far the clock of a shop may be ahead. */
const AHEAD = MINUTE;

/** Three parts, as keys never have them. */
export function isToken(bearer: string | undefined): bearer is string {
  return bearer !== undefined && /^[\w-]+\.[\w-]+\.[\w-]+$/.test(bearer);
}

/** Why a token opens nothing. `expired`: it did once, which is no sign of somebody who tries tokens out. */
export class TokenRefused extends ApiProblem {
  readonly isExpired: boolean;

  constructor(detail: string, isExpired = false) {
    super('unauthorized', detail, { headers: { 'WWW-Authenticate': 'Bearer error="invalid_token"' } });
    this.isExpired = isExpired;
  }
}

/**
 * Who a token speaks for. Its `iss` names the workspace, because one read by that name finds whether tokens are taken at
 * all and by which keys; `kid` names the key, and the key fixes the algorithm, whatever the header says.
 * @param now by the wall clock
 * @throws TokenRefused
 */
export async function subjectOf(
  settings: Pick<PlacementSettingsStore, 'find'>,
  token: string,
  now: Instant,
): Promise<Subject> {
  const { kid, issuer } = claimed(token);
  const { mode, keys } = await settings.find(issuer);
  const key = keys.find((one) => one.kid === kid);
  if (mode === 'off' || key === undefined) throw new TokenRefused('No key of this workspace made this token.');
  const { sub, iat = 0, exp = 0 } = await verified(token, key, issuer, now);
  if (exp <= iat || (exp - iat) * SECOND > LONGEST || iat * SECOND > now + AHEAD) {
    throw new TokenRefused('A token is good for at most an hour from iat on, and iat is not ahead of the clock.');
  }
  const read = readShape(customerId, sub);
  if ('problems' in read) throw new TokenRefused('The sub of the token is no customer id.');
  return { workspace: issuer, subject: read.value };
}

/** What it says of itself, before anything of it is believed. */
function claimed(token: string) {
  try {
    const { kid } = decodeProtectedHeader(token);
    const issuer = readShape(workspaceId, decodeJwt(token).iss);
    if (kid !== undefined && 'value' in issuer) return { kid, issuer: issuer.value };
  } catch {
    // Whatever is wrong with it, it is no token.
  }
  throw new TokenRefused('A token names its key as kid and its workspace as iss.');
}

async function verified(token: string, key: TokenKey, issuer: string, now: Instant): Promise<JWTPayload> {
  try {
    const options = {
      algorithms: [key.alg],
      issuer,
      audience: AUDIENCE,
      requiredClaims: ['sub', 'iat', 'exp'],
      currentDate: new Date(now),
    };
    return (await jwtVerify(token, checkedBy(key), options)).payload;
  } catch (error) {
    if (error instanceof errors.JWTExpired) throw new TokenRefused('The token has expired; get a new one.', true);
    throw new TokenRefused(`The token is not right: its signature, or one of sub, iat, exp and aud "${AUDIENCE}".`);
  }
}

function checkedBy(key: TokenKey): KeyObject {
  return key.alg === 'HS256' ? createSecretKey(Buffer.from(key.secret, 'base64url')) : createPublicKey(key.publicKey);
}
