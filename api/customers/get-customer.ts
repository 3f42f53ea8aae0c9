import { presentAttributes } from '../../domain/attributes/attributes.ts';
import type { CustomerRow } from '../../db/customers/customers.ts';
import { moneyOf, type WorkspaceRow } from '../../db/workspaces/workspaces.ts';
import { NO_MEMBERSHIPS } from '../../domain/audience/memberships.ts';
import { entriesOf } from '../../domain/own.ts';
import { workflowId } from '../../domain/keys.ts';
import { outlookAt } from '../../domain/silence/figures.ts';
import { pinsOf, type Playbook } from '../../domain/playbook.ts';
import { firstPurchaseAt } from '../../domain/ledger/ledger.ts';
import { undatedActions } from '../../domain/ledger/summary.ts';
import { totalsOf } from '../../domain/ledger/totals.ts';
import type { CustomerState } from '../../domain/decision/state.ts';
import { isoTime, type Instant } from '../../domain/time.ts';
import { consentIn } from '../contacts/contact.ts';
import type { ApiDeps } from '../deps.ts';
import { endpoint } from '../http/endpoint.ts';
import { aliveLine, trajectoryLine, whenChanges } from './explain.ts';
import { hereOf } from '../http/here.ts';
import { insideJourneys } from './enrolments-view.ts';
import { pastOf, type NotKept, type Past } from './customer-at.ts';
import { ApiProblem } from '../http/problem.ts';
import { quarantineLine } from '../events/quarantine-line.ts';
import { isoOrNull } from '../sentences.ts';
import { waitingRefundView } from './waiting-refund.ts';
import { whyScores } from './why-scores.ts';
import { getCustomerContract } from './get-customer.contract.ts';

export const getCustomer = endpoint(getCustomerContract, async ({ params, query, caller }, deps) => {
  const { workspace, now: present } = await hereOf(deps, caller);
  const now = query.at ?? present;
  if (now > present)
    throw new ApiProblem('malformed-request', 'A future time was asked for; `when` says what is to come.');
  const live = await deps.stores.customers.find(workspace._id, params.id);
  if (live === null) throw new ApiProblem('not-found', 'Nothing is known of this customer yet.');
  const known =
    query.at === undefined ? await presentOf(deps, workspace, live) : await pastOf(deps, workspace, live, now);
  if (known === null) throw new ApiProblem('not-found', 'Nothing was known of this customer at that time.');
  if ('since' in known) throw notKept(known);
  const { row, playbook } = known;
  const { scoring, silence } = row.state.rules;
  const aside = await deps.stores.quarantine.ofCustomer(workspace._id, params.id);
  const at = shownAt(row, now);
  const workflow = workflowId(row._id);
  return {
    status: 200,
    body: {
      id: params.id,
      asOf: isoTime(at),
      ...standingOf(row, workspace, playbook, at),
      when: whenChanges(row, playbook, workspace.timezone),
      audiences: audienceLines(row.state, playbook),
      inside: insideJourneys(row.state, playbook),
      trajectory: trajectoryLine(row.state, playbook, moneyOf(workspace), at),
      totals: totalsLine(row.state, playbook, at),
      waitingRefunds: (await waitingOf(deps, row)).map(waitingRefundView),
      outlook: { ...outlookAt(row.state, playbook, at), alive: aliveLine(row.state, playbook, at) },
      rules: { playbook: playbook.version, scoring, silence },
      engagedAt: isoOrNull(row.state.engagedAt),
      attributes: attributesLine(row.state),
      email: consentIn(row.state),
      timezone: row.state.profile.timezone?.name ?? null,
      setAside: aside.map(quarantineLine),
      workflow: { id: workflow, url: deps.workflowPage(workflow) },
    },
  };
});

function notKept({ since }: NotKept): ApiProblem {
  const from = isoTime(since);
  return new ApiProblem(
    'past-not-kept',
    `How this customer stood is known since ${from}: what was decided before was purged, as the retention of this workspace says. Ask with at=${from} or later.`,
  );
}

function audienceLines({ audiences = NO_MEMBERSHIPS }: CustomerState, { audiences: live }: Playbook) {
  return entriesOf(audiences)
    .map(([id, since]) => ({ id, name: live.get(id)?.definition.name ?? id, since: isoTime(since) }))
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

/** By the rules under which they were last scored: newer ones apply from their next decision on. */
async function presentOf({ stores }: ApiDeps, { _id, playbook }: WorkspaceRow, row: CustomerRow): Promise<Past> {
  return { row, playbook: await stores.playbooks.load(_id, row.state.playbook || playbook, pinsOf(row.state)) };
}

/** Nothing is looked up for most: the ledger counts those that wait. */
async function waitingOf({ stores }: ApiDeps, row: CustomerRow) {
  return row.state.ledger.early > 0 ? await stores.refunds.waitingOf(row, row.state.asOf) : [];
}

/** One reply, one time: a deadline that is due but not yet decided must not contradict the score that is shown. */
function shownAt({ asOf, next }: Pick<CustomerRow, 'asOf' | 'next'>, now: Instant): Instant {
  return Math.max(asOf, Math.min(now, (next?.at ?? Infinity) - 1));
}

function standingOf(row: CustomerRow, workspace: WorkspaceRow, playbook: Playbook, at: Instant) {
  const { standing, ledger } = row.state;
  const totals = totalsOf(ledger, row.state, playbook.scoring, at);
  return {
    segment: row.segment,
    score: row.score,
    since: isoOrNull(row.since),
    previousSegment: standing?.previous ?? null,
    why: standing && totals ? whyScores(standing.scores, totals, playbook.scoring, at, moneyOf(workspace)) : [],
  };
}

function attributesLine(state: CustomerState) {
  return Object.fromEntries(
    [...presentAttributes(state)].map(([name, { value, at }]) => [name, { value, at: isoTime(at) }]),
  );
}

function totalsLine(state: CustomerState, { scoring }: Playbook, at: Instant) {
  const { ledger } = state;
  const totals = totalsOf(ledger, state, scoring, at);
  const isFirstKnown = undatedActions(ledger.summary) === 0;
  return {
    orders: totals?.orders ?? 0,
    revenue: totals?.revenue ?? 0,
    windowDays: scoring.windowDays,
    ordersEver: ledger.orders,
    revenueEver: ledger.revenue,
    firstPurchaseAt: isFirstKnown ? isoOrNull(firstPurchaseAt(ledger)) : null,
    lastPurchaseAt: isoOrNull(totals?.lastPurchaseAt ?? null),
  };
}
