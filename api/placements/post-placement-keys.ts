import { createPublicKey, randomBytes } from 'node:crypto';
import type { TokenKey } from '../../db/messaging/placement-settings.ts';
import { MOST_TOKEN_KEYS } from '../../domain/policy/placement-tokens.ts';
import { endpoint } from '../http/endpoint.ts';
import { ApiProblem, invalidInput } from '../http/problem.ts';
import { postPlacementKeysContract } from './post-placement-keys.contract.ts';
import { AUDIENCE } from './token.ts';

const SECRET_BYTES = 32;
const ID_BYTES = 6;

export const postPlacementKeys = endpoint(postPlacementKeysContract, async ({ body, caller }, { stores, clock }) => {
  const head = { kid: randomBytes(ID_BYTES).toString('hex'), at: clock() };
  const key: TokenKey =
    body.alg === 'HS256'
      ? { ...head, alg: 'HS256', secret: randomBytes(SECRET_BYTES).toString('base64url') }
      : { ...head, alg: 'EdDSA', publicKey: publicKeyIn(body.publicKey) };
  if (!(await stores.placementSettings.addKey(caller.workspace, key))) {
    throw new ApiProblem(
      'conflict',
      `There are ${MOST_TOKEN_KEYS} keys already; remove one that nobody uses any more.`,
    );
  }
  const secret = key.alg === 'HS256' ? key.secret : null;
  return { status: 201, body: { id: key.kid, issuer: caller.workspace, audience: AUDIENCE, secret } };
});

/** @throws ApiProblem where it is none of Ed25519; a private key that is sent by mistake is refused as well */
function publicKeyIn(pem: string): string {
  try {
    const key = pem.includes('PRIVATE') ? null : createPublicKey(pem);
    if (key?.asymmetricKeyType === 'ed25519') return key.export({ type: 'spki', format: 'pem' }).toString();
  } catch {
    // Said below, as for a key of another kind.
  }
  const message = 'this is no public key of Ed25519 in PEM; openssl pkey -in private.pem -pubout writes it';
  throw invalidInput('body', [{ code: 'malformed', path: 'publicKey', message }]);
}
