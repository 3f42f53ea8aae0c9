import { customerId } from '../../domain/ids.schema.ts';
import type { TemplateContext } from '../../domain/words/template-context.ts';
import { knownReader } from '../customers/reader.ts';
import { endpoint } from '../http/endpoint.ts';
import { hereOf } from '../http/here.ts';
import { postJourneyPreviewMessageContract } from './post-journey-preview-message.contract.ts';

const SOMEBODY = customerId.parse('somebody');
/** It was never decided, so no event can name it. */
const NO_MESSAGE = 'preview';
const NOTHING_KNOWN: TemplateContext = {
  segment: null,
  previousSegment: null,
  score: null,
  orders: 0,
  revenue: 0,
  daysSinceLast: null,
};

export const postJourneyPreviewMessage = endpoint(
  postJourneyPreviewMessageContract,
  async ({ body: { customer, ...words }, caller }, deps) => {
    const here = await hereOf(deps, caller);
    const texts = Object.values(words);
    const known = customer === undefined ? null : await knownReader(deps, here, customer);
    const context = known === null ? NOTHING_KNOWN : known.contextOf(texts);
    const recs = known === null ? [] : await known.recommendedIn(texts);
    const reader = { customer: customer ?? SOMEBODY, context, recs, messageId: NO_MESSAGE };
    const rendered = await deps.renderMail(caller.workspace, words, reader);
    const of = { customer: reader.customer };
    if (!rendered.ok) return { status: 200, body: { ...of, problem: rendered.problem } };
    const { subject, html, text } = rendered;
    return { status: 200, body: { ...of, subject, html, text } };
  },
);
