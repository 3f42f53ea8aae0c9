import express, { Router, type Request, type RequestHandler, type Response } from 'express';
import { z } from 'zod';
import { CHANNELS, PURPOSES } from '../../domain/channels/channel.ts';
import { readShape } from '../../domain/input/shape-problems.ts';
import { MINUTE } from '../../domain/time.ts';
import type { ApiDeps } from '../deps.ts';
import { fromOf } from './from.ts';
import { preferencesGone } from './gone.ts';
import { plainPage, preferencePage, PREFERENCE_POLICY, type PreferencePage } from './page.ts';
import { changeChoices, preferencesOf, withdraw, type Asking, type PreferenceDeps } from './preferences.ts';
import { wordsFor } from './words.ts';

/** What a form of the page holds; whatever else a body holds is nobody's concern. */
const topic = z.templateLiteral([z.enum(CHANNELS), '.', z.enum(PURPOSES)]);
const topics = z
  .union([topic.transform((one) => [one]), z.array(topic).max(CHANNELS.length * PURPOSES.length)])
  .default([]);
const choicesForm = z.object({ listed: topics, wanted: topics });

/** A provider sends a few bytes, whose type it chooses: nothing in them is looked at. */
const MOST_BODY = '16kb';

/**
 * The pages that messages link to. They ask for no key, no cookie and no sign-in: the token in the address says whose
 * they are. A `GET` shows and changes nothing, since mail programs and scanners open every link.
 */
export function preferencePages(deps: ApiDeps): Router {
  const router = Router();
  const form = express.urlencoded({ extended: false, limit: MOST_BODY });
  router.get('/u/:token', shown(deps));
  router.post('/u/:token', stopped(deps));
  router.post('/u/:token/choices', form, saved(deps));
  router.get('/u/:token/choices', (request, response) => response.redirect(303, `/u/${request.params['token']}`));
  return router;
}

type Handle = (asking: Asking, request: Request<{ token: string }>) => Promise<PreferencePage['done']>;

const shown = (deps: PreferenceDeps) => answered(deps, async () => undefined);

/** One click, from a mail program's own button (RFC 8058) or from the page's. */
const stopped = (deps: PreferenceDeps) =>
  answered(deps, async (asking) => {
    await withdraw(deps, asking);
    return 'stopped';
  });

const saved = (deps: PreferenceDeps) =>
  answered(deps, async (asking, request) => {
    const read = readShape(choicesForm, request.body ?? {});
    if ('problems' in read) return undefined;
    await changeChoices(deps, asking, read.value);
    return 'saved';
  });

/** Every way of it ends on a page in the language of the customer, and what fails says that nothing was changed. */
function answered(deps: PreferenceDeps, handle: Handle): RequestHandler<{ token: string }> {
  return async (request, response) => {
    const { token } = request.params;
    try {
      const asking = await preferencesOf(deps, token, fromOf(request));
      if (asking === undefined) return preferencesGone(request, response);
      const done = await handle(asking, request);
      const now = done === undefined ? asking : ((await preferencesOf(deps, token, fromOf(request))) ?? asking);
      send(response, 200, preferencePage({ ...now.page, token, ...(done === undefined ? {} : { done }) }));
    } catch (error) {
      deps.log.warn({ reason: error instanceof Error ? error.name : 'unknown' }, 'a preference page failed');
      const words = wordsFor(undefined, request.get('accept-language'));
      // A provider that presses the button tries again later.
      response.set('Retry-After', `${MINUTE / 1_000}`);
      send(response, 503, plainPage(words, words.busy, words.busyText));
    }
  };
}

function send(response: Response, status: number, page: string): void {
  response.status(status).set({ 'Content-Security-Policy': PREFERENCE_POLICY, 'X-Robots-Tag': 'noindex' });
  response.type('html').send(page);
}
