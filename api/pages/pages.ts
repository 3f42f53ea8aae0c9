import compression from 'compression';
import express, { Router, type RequestHandler, type Response } from 'express';
import { admit } from '../http/auth.ts';
import type { Contract } from '../http/contract.ts';
import type { WrongKeys } from '../http/limits.ts';
import { ApiProblem } from '../http/problem.ts';
import type { ApiDeps } from '../deps.ts';
import { setCookie } from '../sessions/cookie.ts';
import { signInByKey } from '../sessions/session.ts';

const POLICY = [
  "default-src 'self'",
  "img-src 'self' data:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

/** Their names hold a hash of what is in them, so a browser never has to ask again. */
const FOREVER = 'public, max-age=31536000, immutable';

/** The name that never changes is asked again after a while, so that shops get a new version. */
const PLAIN_NAME = /\/sojourn(?:-draws|-push|-worker)?\.js$/;
const PLAIN_NAME_SECONDS = 300;

/**
 * What people see: the link that signs a browser in, the built files, and one page for every other address that a
 * browser asks for. It comes behind the API, whose addresses it never answers for.
 */
export function pages(deps: ApiDeps, wrongKeys: WrongKeys): Router {
  const { pagesDir } = deps;
  const router = Router();
  router.get('/open/:key', openLink(deps, wrongKeys));
  if (pagesDir === undefined) {
    router.get('/docs', (_request, response) => response.redirect(303, '/docs/text'));
    return router;
  }
  router.use(compression());
  router.use(
    '/assets',
    express.static(`${pagesDir}/assets`, {
      index: false,
      setHeaders: (response) => response.set('Cache-Control', FOREVER),
    }),
  );
  router.use('/client', clientFiles(`${pagesDir}/client`));
  router.get('/docs', (_request, response) => show(response, pagesDir, 'docs.html'));
  router.get('/shop', (_request, response) => show(response, pagesDir, 'shop.html'));
  router.get('/{*path}', page(pagesDir));
  return router;
}

/** Pages of shops elsewhere load these, so no header of ours may keep their browsers from it. */
function clientFiles(folder: string): RequestHandler {
  return express.static(folder, {
    index: false,
    setHeaders: (response, path) =>
      response.set({
        'Cache-Control': PLAIN_NAME.test(path) ? `public, max-age=${PLAIN_NAME_SECONDS}` : FOREVER,
        'Access-Control-Allow-Origin': '*',
        'Cross-Origin-Resource-Policy': 'cross-origin',
      }),
  });
}

/** As the contract of a call would say it. */
const OPENING = { scope: 'marketer', role: 'none', method: 'get', path: '/open/:key' } as const;

/** The link that `npm start` prints. A key that does not open anything leads to the page where one is asked for. */
function openLink(deps: ApiDeps, wrongKeys: WrongKeys): RequestHandler<{ key: string }> {
  const contract: Contract = { ...OPENING, summary: 'Sign a browser in by a link', input: {}, output: {} };
  return async (request, response) => {
    request.headers.authorization = `Bearer ${request.params.key}`;
    try {
      const { workspace, who } = (await admit(request, contract, deps, wrongKeys)) ?? {};
      if (who?.kind !== 'key' || !workspace) throw new ApiProblem('unauthorized', 'There is no such key.');
      response.set('Set-Cookie', setCookie(await signInByKey(deps, who, workspace, OPENING), request.secure));
      response.redirect(303, '/');
    } catch (error) {
      if (!(error instanceof ApiProblem) || error.status === 429 || error.status >= 500) throw error;
      response.redirect(303, '/sign-in?because=key');
    }
  };
}

function page(folder: string): RequestHandler {
  return (request, response, next) => {
    // Who asks for data gets the API's answer to an address that is not there.
    if (!isPage(request.path) || request.accepts(['json', 'html']) !== 'html') return next();
    show(response, folder, 'index.html');
  };
}

function show(response: Response, folder: string, file: string): void {
  response.set({ 'Content-Security-Policy': POLICY, 'Cache-Control': 'no-cache' });
  response.sendFile(file, { root: folder, cacheControl: false });
}

function isPage(path: string): boolean {
  return !/^\/(?:v1|assets)(?:\/|$)/.test(path) && !/\.[a-z0-9]+$/i.test(path);
}
