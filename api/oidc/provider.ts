import * as oidc from 'openid-client';
import { z } from 'zod';
import { readShape } from '../../domain/input/shape-problems.ts';
import { personName, teamEmail } from '../../domain/people/person.schema.ts';

export interface OidcConfig {
  readonly issuer: string;
  readonly clientId: string;
  /** Left out: a public client, which PKCE alone protects. */
  readonly clientSecret?: string;
}

/** What a browser keeps while somebody says to the provider who they are. */
export interface Kept {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/** What a provider vouches for. */
export interface Identity {
  /** In lower case, and verified by the provider. */
  readonly email: string;
  readonly name: string;
}

/** Where people say who they are; it knows them, and we only know their e-mail address. */
export interface IdentityProvider {
  /** Where to send a browser, and what it has to bring back. */
  readonly begin: (redirectUri: string) => Promise<{ readonly address: string; readonly kept: Kept }>;
  /**
   * Asks the provider who came back.
   * @returns `null` where it does not vouch for an e-mail address
   * @throws where the answer is not one to what was asked, or the provider refuses
   */
  readonly finish: (returned: URL, kept: Kept) => Promise<Identity | null>;
}

const claimsShape = z.object({
  email: teamEmail,
  email_verified: z.literal(true),
  name: personName.optional().catch(undefined),
});

/** By the code flow with PKCE, state and nonce. Looks the provider up when it is first needed, again where that failed. */
export function openProvider({ issuer, clientId, clientSecret }: OidcConfig): IdentityProvider {
  let found: Promise<oidc.Configuration> | undefined;
  async function configuration(): Promise<oidc.Configuration> {
    found ??= discover();
    try {
      return await found;
    } catch (error) {
      found = undefined;
      throw error;
    }
  }
  async function discover(): Promise<oidc.Configuration> {
    const address = new URL(issuer);
    const proof = clientSecret === undefined ? oidc.None() : oidc.ClientSecretBasic(clientSecret);
    // Only on this machine: anywhere else somebody between could hand out identities.
    const isHere = address.protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(address.hostname);
    return await oidc.discovery(address, clientId, undefined, proof, {
      execute: isHere ? [oidc.allowInsecureRequests] : [],
    });
  }
  return {
    async begin(redirectUri) {
      const kept = { state: oidc.randomState(), nonce: oidc.randomNonce(), verifier: oidc.randomPKCECodeVerifier() };
      const address = oidc.buildAuthorizationUrl(await configuration(), {
        redirect_uri: redirectUri,
        scope: 'openid email profile',
        state: kept.state,
        nonce: kept.nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(kept.verifier),
        code_challenge_method: 'S256',
      });
      return { address: address.href, kept };
    },
    async finish(returned, { state, nonce, verifier }) {
      const tokens = await oidc.authorizationCodeGrant(await configuration(), returned, {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: verifier,
        idTokenExpected: true,
      });
      return identityIn(tokens.claims());
    },
  };
}

/** An address that the provider has not verified is anybody's. */
function identityIn(claims: unknown): Identity | null {
  const read = readShape(claimsShape, claims);
  if ('problems' in read) return null;
  const { email, name } = read.value;
  return { email, name: name ?? email.slice(0, email.indexOf('@')) };
}
