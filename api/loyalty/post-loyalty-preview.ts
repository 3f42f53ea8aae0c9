import { activePoints, pendingPoints } from '../../domain/loyalty/account.ts';
import type { CustomerId } from '../../domain/ids.schema.ts';
import type { LoyaltyDraft } from '../../domain/loyalty/draft.schema.ts';
import { NO_LOYALTY } from '../../domain/loyalty/state.ts';
import { DAY, isoTime } from '../../domain/time.ts';
import { baseOf } from '../../publishing/book.ts';
import { loyaltyPart } from '../../publishing/loyalty-part.ts';
import type { Base } from '../../publishing/part.ts';
import { previewLoyalty, type PreviewOf } from '../../publishing/preview-loyalty.ts';
import { notPublishable } from '../../publishing/problem.ts';
import { endpoint } from '../http/endpoint.ts';
import { loyaltyDraftOf } from './loyalty.ts';
import { loyaltyFactView } from './loyalty-fact.ts';
import { knownCustomer } from './points-view.ts';
import { badgesOf, questsOf } from './quests-view.ts';
import { postLoyaltyPreviewContract } from './post-loyalty-preview.contract.ts';

const MOST_FACTS = 100;

export const postLoyaltyPreview = endpoint(postLoyaltyPreviewContract, async ({ body, caller }, deps) => {
  const base = await baseOf(deps.stores, caller.workspace, deps.clock());
  const draft = body.definition ?? (await loyaltyDraftOf(deps, base));
  const { problems, warnings } = await loyaltyPart.faults(draft, base);
  if (problems.length > 0) throw notPublishable(problems);
  const since = base.now - body.days * DAY;
  const customers = [];
  for (const customer of new Set(body.customers)) {
    const row = await knownCustomer(deps, caller.workspace, customer);
    const history = await deps.stores.past.history(row);
    customers.push(shown(customer, await previewLoyalty(base, draft, { customer, history }, since), draft, base));
  }
  return { status: 200, body: { asOf: isoTime(base.now), since: isoTime(since), customers, warnings } };
});

function shown(
  customer: CustomerId,
  { state, entries, isCut }: PreviewOf,
  draft: LoyaltyDraft,
  { now, workspace }: Base,
) {
  const program = { ...draft, version: 0, since: now };
  const { account, tier } = state.loyalty ?? NO_LOYALTY;
  const facts = entries.flatMap(({ at, loyalty = [] }) => loyalty.map((fact) => loyaltyFactView(fact, at)));
  return {
    customer,
    complete: !isCut,
    earned: account.earned,
    active: activePoints(account),
    pending: pendingPoints(account),
    tier: tier?.tier ?? null,
    quests: questsOf(program, state, now, workspace.timezone),
    badges: badgesOf(program, state),
    facts: facts.toReversed().slice(0, MOST_FACTS),
  };
}
