import type { CustomerRow } from '../../db/customers.ts';
import type { WorkspaceRow } from '../../db/workspaces.ts';
import { workflowId } from '../../domain/keys.ts';
import type { Playbook } from '../../domain/playbook.ts';
import { totalsOf } from '../../domain/rfm/totals.ts';
import type { CustomerState } from '../../domain/state.ts';
import { isoTime, type Instant } from '../../domain/time.ts';
import type { ApiDeps } from '../deps.ts';
import { endpoint } from '../endpoint.ts';
import { aliveLine, trajectoryLine, whenChanges } from '../explain.ts';
import { hereOf } from '../here.ts';
import { insideJourneys } from '../inside.ts';
import { pastOf, type Past } from '../past.ts';
import { ApiProblem } from '../problem.ts';
import { isoOrNull } from '../sentences.ts';
import { whyScores } from '../why-scores.ts';
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
  const { row, playbook } = known;
  const workflow = workflowId(row._id);
  return {
    status: 200,
    body: {
      id: params.id,
      asOf: isoTime(now),
      ...standingOf(row, workspace, playbook, now),
      when: whenChanges(row, playbook),
      inside: insideJourneys(row.state, playbook),
      trajectory: trajectoryLine(row.state, playbook, workspace.currency, now),
      totals: totalsLine(row, playbook),
      outlook: { ...row.outlook, alive: aliveLine(row.state, playbook, now) },
      rules: { playbook: playbook.version, ...row.state.rules },
      engagedAt: isoOrNull(row.state.engagedAt),
      email: consentOf(row.state),
      timezone: row.state.profile.timezone?.name ?? null,
      workflow: { id: workflow, url: deps.workflowPage(workflow) },
    },
  };
});

/** By the rules under which they were last scored: newer ones apply from their next decision on. */
async function presentOf({ stores }: ApiDeps, { _id, playbook }: WorkspaceRow, row: CustomerRow): Promise<Past> {
  return { row, playbook: await stores.playbooks.load(_id, row.state.playbook || playbook) };
}

function standingOf(row: CustomerRow, { currency }: WorkspaceRow, playbook: Playbook, now: Instant) {
  const { standing, ledger, asOf } = row.state;
  // A deadline that is due but not yet decided must not contradict the score that is shown.
  const shownAt = Math.max(asOf, Math.min(now, (row.next?.at ?? Infinity) - 1));
  const totals = totalsOf(ledger, row.state, playbook.scoring, shownAt);
  return {
    segment: row.segment,
    score: row.score,
    since: isoOrNull(row.since),
    previousSegment: standing?.previous ?? null,
    why: standing && totals ? whyScores(standing.scores, totals, playbook.scoring, shownAt, currency) : [],
  };
}

function totalsLine(row: CustomerRow, { scoring }: Playbook) {
  const { ledger } = row.state;
  return {
    orders: row.orders,
    revenue: row.revenue,
    windowDays: scoring.windowDays,
    ordersEver: ledger.orders,
    revenueEver: ledger.revenue,
    firstPurchaseAt: isoOrNull(ledger.firstAt),
    lastPurchaseAt: isoOrNull(row.lastPurchaseAt),
  };
}

function consentOf({ profile }: CustomerState) {
  if (profile.email === undefined) return 'none';
  return profile.email.granted ? 'granted' : 'withdrawn';
}
