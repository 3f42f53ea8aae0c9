import { randomUUID } from 'node:crypto';
import express, { type Express, type NextFunction, type Request, type RequestHandler, type Response } from 'express';
import helmet from 'helmet';
import { OPEN_TO_TEMPORAL, temporalCors } from './codec/cors.ts';
import { admit } from './http/auth.ts';
import { readBody } from './http/body.ts';
import type { Subject } from './http/caller.ts';
import { checkReplies } from './http/check-replies.ts';
import type { ApiDeps } from './deps.ts';
import type { Endpoint, Locals } from './http/endpoint.ts';
import { errorReply } from './http/error-reply.ts';
import {
  limitInFlight,
  limitPerCustomer,
  limitPerKey,
  limitSignIns,
  limitWrongKeys,
  type WrongKeys,
} from './http/limits.ts';
import { observe } from './http/observe.ts';
import { ApiProblem } from './http/problem.ts';
import { oidcPages } from './oidc/oidc-pages.ts';
import { trackingPages } from './mail/tracking-pages.ts';
import { pages } from './pages/pages.ts';
import { cors, OPEN_TO_PAGES } from './placements/cors.ts';
import { admitSubject } from './placements/door.ts';
import { confirmPages } from './preferences/confirm-pages.ts';
import { preferencePages } from './preferences/preference-pages.ts';
import { ROUTES } from './routes.ts';

/**
 * Builds the app; it listens to nothing. Every request passes the same doors in the same order: overload and rate
 * limits, key and scope, body, and only then its handler.
 */
export function createApp(deps: ApiDeps, routes: readonly Endpoint[] = ROUTES): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('query parser', 'simple');
  app.set('case sensitive routing', true);
  app.set('trust proxy', deps.trustedProxies ?? false);
  app.use(securityHeaders(), identify, observe(deps.log), lastReplies(deps));
  if (deps.checksReplies === true) app.use(checkReplies);
  const perKey = limitPerKey(deps.limits);
  const doors: readonly RequestHandler[] = [limitInFlight(deps.limits), perKey];
  const signIns = limitSignIns(deps.limits);
  const wrongKeys = limitWrongKeys(deps.limits);
  app.all([...OPEN_TO_PAGES], cors(deps));
  app.all([...OPEN_TO_TEMPORAL], temporalCors(deps));
  const perCustomer = limitPerCustomer(deps.limits);
  const doorsOfAll: Doors = { wrongKeys, perCustomer };
  for (const endpoint of routes) {
    const { method, path, scope, lasting = false } = endpoint.contract;
    // Whoever asks how we are must be told even when nobody else gets in.
    const mayWait = scope === 'public' ? [] : lasting ? [perKey] : doors;
    const byLink = scope === 'link' ? [signIns] : [];
    app[method](path, noteContract(endpoint), ...mayWait, ...byLink, serve(endpoint, deps, doorsOfAll));
  }
  for (const [path, methods] of methodsByPath(routes)) app.all(path, wrongMethod(methods));
  app.use(['/u', '/confirm', '/o', '/c'], ...doors);
  app.use(['/oidc', '/open'], signIns);
  app.use(preferencePages(deps), confirmPages(deps), trackingPages(deps), oidcPages(deps), pages(deps, wrongKeys));
  app.use((_request, _response) => {
    throw new ApiProblem('not-found', 'There is no such address; /docs lists them all.');
  });
  app.use(errorReply(deps.log));
  return app;
}

/** What all endpoints count together. */
interface Doors {
  readonly wrongKeys: WrongKeys;
  readonly perCustomer: (subject: Subject) => Promise<void>;
}

function serve(endpoint: Endpoint, deps: ApiDeps, { wrongKeys, perCustomer }: Doors): RequestHandler {
  const { contract } = endpoint;
  return async (request, response) => {
    const locals: Locals = response.locals;
    const subject = contract.token ? await admitSubject(request, deps, wrongKeys) : undefined;
    if (subject) {
      await perCustomer(subject);
      locals.subject = subject;
    } else {
      const caller = await admit(request, contract, deps, wrongKeys);
      if (caller) locals.caller = caller;
    }
    await readBody(contract, request, response);
    await endpoint.serve(request, response, deps);
  };
}

function securityHeaders(): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'none'"],
      },
    },
    referrerPolicy: { policy: 'no-referrer' },
  });
}

const REQUEST_ID = /^[A-Za-z0-9_.-]{8,64}$/;

/** Keeps a caller's own request id, so that both sides' logs can be read together. */
function identify(request: Request, response: Response, next: NextFunction): void {
  const given = request.get('x-request-id') ?? '';
  const locals: Locals = response.locals;
  locals.requestId = REQUEST_ID.test(given) ? given : randomUUID();
  response.set({ 'X-Request-Id': locals.requestId, 'Cache-Control': 'no-store' });
  next();
}

/** While the server drains, every reply is the last on its connection. */
function lastReplies({ draining }: ApiDeps): RequestHandler {
  return (_request, response, next) => {
    if (draining.isOn()) response.set('Connection', 'close');
    next();
  };
}

function noteContract({ contract }: Endpoint): RequestHandler {
  return (_request, response, next) => {
    const locals: Locals = response.locals;
    locals.contract = contract;
    next();
  };
}

function methodsByPath(routes: readonly Endpoint[]): ReadonlyMap<string, readonly string[]> {
  const methods = new Map<string, string[]>();
  for (const { contract } of routes) {
    methods.set(contract.path, [...(methods.get(contract.path) ?? []), contract.method.toUpperCase()]);
  }
  return methods;
}

function wrongMethod(methods: readonly string[]): RequestHandler {
  return (request) => {
    const allowed = methods.join(', ');
    throw new ApiProblem('method-not-allowed', `${request.method} is not possible here; use ${allowed}.`, {
      headers: { Allow: allowed },
    });
  };
}
