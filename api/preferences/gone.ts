import type { Request, Response } from 'express';
import { plainPage, PREFERENCE_POLICY } from './page.ts';
import { wordsFor } from './words.ts';

/** Of a link that leads nowhere: as a person understands it who pressed it. */
export function preferencesGone(request: Pick<Request, 'get'>, response: Response): void {
  const words = wordsFor(undefined, request.get('accept-language'));
  const body = plainPage(words, words.gone, words.goneText);
  response.status(404).set('Content-Security-Policy', PREFERENCE_POLICY).type('html').send(body);
}
