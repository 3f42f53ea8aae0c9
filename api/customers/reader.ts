import type { MailRecommendations } from '../../db/recommend/mail-recommendations.ts';
import { asksIn, didsIn } from '../../domain/behaviour/asks.ts';
import type { CustomerId } from '../../domain/ids.schema.ts';
import type { CustomerState } from '../../domain/decision/state.ts';
import type { Playbook } from '../../domain/playbook.ts';
import {
  attributesNamedIn,
  loyaltyNamedIn,
  templateContext,
  type TemplateContext,
} from '../../domain/words/template-context.ts';
import { currentPlaybook } from '../../publishing/book.ts';
import type { ApiDeps } from '../deps.ts';
import type { Here } from '../http/here.ts';
import { ApiProblem } from '../http/problem.ts';
import { withBehaviour } from './with-behaviour.ts';

/** Somebody who is known, as they are now, to show what a mail would say to them. */
export interface KnownReader {
  readonly state: CustomerState;
  readonly playbook: Playbook;
  /** What templates see of them, where these are their texts. */
  readonly contextOf: (texts: readonly (string | undefined)[]) => TemplateContext;
  /** What they are recommended, where these texts ask for it. */
  readonly recommendedIn: (texts: readonly (string | undefined)[]) => ReturnType<MailRecommendations>;
}

/**
 * @param asking what asks of them: where that is what was never counted, their history is read
 * @throws ApiProblem where nothing is known of them
 */
export async function knownReader(
  { stores }: Pick<ApiDeps, 'stores'>,
  here: Here,
  customer: CustomerId,
  asking: object = {},
): Promise<KnownReader> {
  const { workspace, now } = here;
  const [row, playbook] = await Promise.all([
    stores.customers.find(workspace._id, customer),
    currentPlaybook(stores, workspace._id),
  ]);
  if (row === null) throw new ApiProblem('not-found', `There is no customer "${customer}"; name one who is known.`);
  const state = { ...(await withBehaviour(stores, row, asksIn(didsIn(asking)))), asOf: now };
  return {
    state,
    playbook,
    contextOf: (texts) => ({
      ...templateContext(state, playbook),
      ...attributesNamedIn(texts, state),
      ...loyaltyNamedIn(texts, state, playbook, workspace.timezone),
    }),
    recommendedIn: (texts) => stores.mailRecommendations(here, playbook, customer, texts),
  };
}
