import { Router, type Request, type RequestHandler } from 'express';
import { z } from 'zod';
import type { InvitationRow } from '../../db/workspaces/links.ts';
import type { UserRow } from '../../db/workspaces/users.ts';
import { readShape } from '../../domain/input/shape-problems.ts';
import { MINUTE } from '../../domain/time.ts';
import type { ApiDeps } from '../deps.ts';
import { enterAs, enterByLink } from '../people/enter.ts';
import { cookieIn, setCookie, type Cookie } from '../sessions/cookie.ts';
import type { Identity, IdentityProvider } from './provider.ts';

/** Somebody may have to look for their second factor. */
const KEPT_FOR = 10 * MINUTE;

const keptShape = z.strictObject({
  state: z.string().max(200),
  nonce: z.string().max(200),
  verifier: z.string().max(200),
  /** Where they want to; left out: wherever they are in the team. */
  workspace: z.string().max(100).optional(),
});

/** As the contract of a call would say it. */
const RETURNING = { method: 'get', path: '/oidc/callback' } as const;

/** Why somebody was not let in, as the page of the sign-in explains it. */
type Because = 'provider' | 'unverified' | 'unknown' | 'several';

/** The way to an identity provider and back. */
export function oidcPages(deps: ApiDeps): Router {
  const router = Router();
  const { provider } = deps;
  if (provider === undefined) return router;
  router.get('/oidc/start', start(deps, provider));
  router.get('/oidc/callback', callback(deps, provider));
  return router;
}

function start(deps: ApiDeps, provider: IdentityProvider): RequestHandler {
  return async (request, response) => {
    const { workspace } = request.query;
    try {
      const { address, kept } = await provider.begin(`${origin(deps, request)}/oidc/callback`);
      const wanted = typeof workspace === 'string' && workspace !== '' ? { workspace } : {};
      response.set('Set-Cookie', setCookie(keptAs(JSON.stringify({ ...kept, ...wanted }), KEPT_FOR), request.secure));
      response.redirect(303, address);
    } catch (error) {
      refused(deps, error);
      response.redirect(303, '/sign-in?because=provider');
    }
  };
}

function callback(deps: ApiDeps, provider: IdentityProvider): RequestHandler {
  return async (request, response) => {
    const entered = await entering(deps, provider, request);
    const cookies = [keptAs('', 0), ...('cookie' in entered ? [entered.cookie] : [])];
    response.set(
      'Set-Cookie',
      cookies.map((cookie) => setCookie(cookie, request.secure)),
    );
    response.redirect(303, 'cookie' in entered ? '/' : `/sign-in?because=${entered.because}`);
  };
}

type Entered = { readonly cookie: Cookie } | { readonly because: Because };

async function entering(deps: ApiDeps, provider: IdentityProvider, request: Request): Promise<Entered> {
  const kept = keptIn(request);
  if (kept === undefined) return { because: 'provider' };
  let identity: Identity | null;
  try {
    identity = await provider.finish(new URL(request.originalUrl, origin(deps, request)), kept);
  } catch (error) {
    refused(deps, error);
    return { because: 'provider' };
  }
  if (identity === null) return { because: 'unverified' };
  return await letIn(deps, identity, kept.workspace);
}

/** Whoever is in the team, or is invited, with this address. */
async function letIn(deps: ApiDeps, { email, name }: Identity, workspace: string | undefined): Promise<Entered> {
  const { users, links } = deps.stores;
  const [known, invited] = await Promise.all([users.withEmail(email), links.invitationsTo(email, deps.clock())]);
  const places: readonly (UserRow | InvitationRow)[] = [...known, ...invited];
  const [place, ...others] = places.filter((each) => workspace === undefined || each.workspace === workspace);
  if (place === undefined) return { because: 'unknown' };
  if (others.length > 0) return { because: 'several' };
  if (!('kind' in place)) return { cookie: await enterAs(deps, place, RETURNING) };
  const entered = await enterByLink(deps, place, name, RETURNING);
  return typeof entered === 'string' ? { because: 'unknown' } : entered;
}

/** Where people reach these pages. The provider sends nobody to an address that it was not told of before. */
function origin({ publicUrl }: ApiDeps, request: Request): string {
  return publicUrl ?? `${request.protocol}://${request.get('host') ?? 'localhost'}`;
}

function refused({ log }: ApiDeps, error: unknown): void {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  log.warn({ reason: error instanceof Error ? error.name : 'unknown', code }, 'the identity provider let nobody in');
}

const KEPT = /^[A-Za-z0-9_-]{1,2000}$/;

function keptIn({ headers, secure }: Request): z.infer<typeof keptShape> | undefined {
  const value = cookieIn(headers.cookie, 'sojourn_oidc', secure);
  if (value === undefined || !KEPT.test(value)) return undefined;
  const read = readShape(keptShape, jsonIn(Buffer.from(value, 'base64url').toString('utf8')));
  return 'value' in read ? read.value : undefined;
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function keptAs(text: string, lasts: number): Cookie {
  return { name: 'sojourn_oidc', value: Buffer.from(text).toString('base64url'), lasts };
}
