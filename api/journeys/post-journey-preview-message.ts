import { customerId, type CustomerId } from '../../domain/ids.schema.ts';
import {
  attributesNamedIn,
  loyaltyNamedIn,
  templateContext,
  type TemplateContext,
} from '../../domain/words/template-context.ts';
import { currentPlaybook } from '../../publishing/book.ts';
import type { ApiDeps } from '../deps.ts';
import { endpoint } from '../http/endpoint.ts';
import { hereOf, type Here } from '../http/here.ts';
import { ApiProblem } from '../http/problem.ts';
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
    const context =
      customer === undefined ? NOTHING_KNOWN : await contextOf(deps, here, customer, Object.values(words));
    const recs = customer === undefined ? [] : await recommendedTo(deps, here, customer, Object.values(words));
    const reader = { customer: customer ?? SOMEBODY, context, recs, messageId: NO_MESSAGE };
    const rendered = await deps.renderMail(caller.workspace, words, reader);
    const of = { customer: reader.customer };
    if (!rendered.ok) return { status: 200, body: { ...of, problem: rendered.problem } };
    const { subject, html, text } = rendered;
    return { status: 200, body: { ...of, subject, html, text } };
  },
);

async function recommendedTo(
  { stores }: ApiDeps,
  here: Here,
  customer: CustomerId,
  texts: readonly (string | undefined)[],
) {
  const playbook = await currentPlaybook(stores, here.workspace._id);
  return await stores.mailRecommendations(here, playbook, customer, texts);
}

async function contextOf(
  deps: ApiDeps,
  { workspace, now }: Here,
  customer: CustomerId,
  texts: readonly (string | undefined)[],
): Promise<TemplateContext> {
  const [row, playbook] = await Promise.all([
    deps.stores.customers.find(workspace._id, customer),
    currentPlaybook(deps.stores, workspace._id),
  ]);
  if (row === null) throw new ApiProblem('not-found', `There is no customer "${customer}"; name one who is known.`);
  const state = { ...row.state, asOf: now };
  return {
    ...templateContext(state, playbook),
    ...attributesNamedIn(texts, state),
    ...loyaltyNamedIn(texts, state, playbook, workspace.timezone),
  };
}
