import type { z } from 'zod';
import { sourcesOf, type Said } from '../../domain/channels/texts.ts';
import { invalidInput } from '../http/problem.ts';
import { asMail, shownAs } from './tried.ts';
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
  async ({ body: { customer, ...asked }, caller }, deps) => {
    const said = saidOf(asked);
    const here = await hereOf(deps, caller);
    const texts = Object.values(sourcesOf(said));
    const known = customer === undefined ? null : await knownReader(deps, here, customer);
    const context = known === null ? NOTHING_KNOWN : known.contextOf(texts);
    const recs = known === null ? [] : await known.recommendedIn(texts);
    const reader = { customer: customer ?? SOMEBODY, context, recs, messageId: NO_MESSAGE };
    const rendered = await deps.renderMail(caller.workspace, asMail(said), reader);
    const of = { customer: reader.customer };
    if (!rendered.ok) return { status: 200, body: { ...of, problem: rendered.problem, fault: rendered.fault } };
    return { status: 200, body: { ...of, ...shownAs(said.channel, rendered) } };
  },
);

type Asked = Omit<z.output<typeof postJourneyPreviewMessageContract.input.body>, 'customer'>;

/** @throws ApiProblem with everything that is missing */
function saidOf({ channel, subject, title, body, text }: Asked): Said {
  const needed =
    channel === 'email' ? { subject, body } : channel === 'push' || channel === 'mobile' ? { title, text } : { text };
  const missing = Object.entries(needed).flatMap(([path, value]) => (value === undefined ? [path] : []));
  if (missing.length > 0) {
    const message = `this field is missing: a message by ${channel} needs it`;
    throw invalidInput(
      'body',
      missing.map((path) => ({ code: 'missing', path, message })),
    );
  }
  const said = text ?? '';
  switch (channel) {
    case 'email':
      return { channel, texts: { subject: subject ?? '', body: body ?? '', text } };
    case 'sms':
    case 'telegram':
      return { channel, texts: { text: said } };
    case 'push':
    case 'mobile':
      return { channel, texts: { title: title ?? '', text: said } };
  }
}
