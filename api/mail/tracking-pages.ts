import { createHash } from 'node:crypto';
import { Router, type Request, type RequestHandler } from 'express';
import { withoutAddresses } from '../../domain/input/personal-data.ts';
import type { MessageSign } from '../../domain/policy/message-signs.ts';
import { fetcherOf, type Fetcher } from '../../domain/policy/tracking.ts';
import { DAY } from '../../domain/time.ts';
import type { Tracked } from '../../links/tracking.ts';
import type { ApiDeps } from '../deps.ts';
import { preferencesGone } from '../preferences/gone.ts';

type Deps = Pick<ApiDeps, 'links' | 'stores' | 'ingest' | 'clock' | 'log'>;

/** One point that nobody sees. */
const POINT = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');

/** What mails that are looked at fetch: a picture, and the way to where a link leads. Neither needs a key. */
export function trackingPages(deps: Deps): Router {
  const router = Router();
  router.get('/o/:token', opened(deps));
  router.get('/c/:token', clicked(deps));
  return router;
}

function opened(deps: Deps): RequestHandler<{ token: string }> {
  return async (request, response) => {
    const of = await deps.links.opened(request.params.token);
    if (of !== undefined) {
      const by = fetchedBy(request, of, deps);
      const sign = by === 'prefetch' ? 'prefetch' : 'open';
      await tell(deps, of, sign, { by }, sign);
    }
    // Whoever sent it, a picture is a picture: a broken one would show.
    response.set('Cross-Origin-Resource-Policy', 'cross-origin').type('image/gif').send(POINT);
  };
}

function clicked(deps: Deps): RequestHandler<{ token: string }> {
  return async (request, response) => {
    const of = await deps.links.clicked(request.params.token);
    if (of === undefined) return preferencesGone(request, response);
    // A program that presses every link tells nothing of the customer.
    if (fetchedBy(request, of, deps) === 'person') {
      const once = createHash('sha256').update(of.target).digest('hex');
      await tell(deps, of, 'click', { url: pageOf(of.target) }, once);
    }
    response.redirect(302, of.target);
  };
}

function fetchedBy(request: Request<{ token: string }>, { at }: Tracked, { clock }: Deps): Fetcher {
  const userAgent = request.get('user-agent') ?? '';
  return fetcherOf({ method: request.method, userAgent, after: clock() - at });
}

/** Once a day for each message and sign, however often it is fetched. A failure keeps nobody from where they want to. */
async function tell(
  { stores, ingest, clock, log }: Deps,
  { workspace, customer, message }: Tracked,
  sign: MessageSign,
  facts: Readonly<Record<string, string>>,
  once: string,
): Promise<void> {
  try {
    const [row, { tracking }] = await Promise.all([
      stores.workspaces.glance(workspace),
      stores.mailSettings.find(workspace),
    ]);
    if (row === null || !(sign === 'click' ? tracking.clicks : tracking.opens)) return;
    const day = Math.floor((row.clock ?? clock()) / DAY);
    await ingest.acceptMessageSign(row, customer, { sign, message, facts, once: `${once}:${day}` });
  } catch (error) {
    log.warn({ reason: error instanceof Error ? error.name : 'unknown' }, 'an open or a click could not be stored');
  }
}

/** Without what follows the page: it may hold an address, or what signs somebody in. */
function pageOf(target: string): string {
  const { origin, pathname } = new URL(target);
  return withoutAddresses(`${origin}${pathname}`).slice(0, 200);
}
