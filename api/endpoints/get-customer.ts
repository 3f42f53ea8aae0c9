import type { CustomerRow } from '../../db/customers.ts';
import type { WorkspaceRow } from '../../db/workspaces.ts';
import type { Playbook } from '../../domain/playbook.ts';
import { totalsOf } from '../../domain/rfm/ledger.ts';
import type { CustomerState } from '../../domain/state.ts';
import { isoTime, type Instant } from '../../domain/time.ts';
import { endpoint } from '../endpoint.ts';
import { whenChanges, whyScores } from '../explain.ts';
import { hereOf } from '../here.ts';
import { insideJourneys } from '../inside.ts';
import { ApiProblem } from '../problem.ts';
import { isoOrNull } from '../sentences.ts';
import { getCustomerContract } from './get-customer.contract.ts';

export const getCustomer = endpoint(getCustomerContract, async ({ params, caller }, deps) => {
  const { workspace, now } = await hereOf(deps, caller);
  const row = await deps.stores.customers.find(workspace._id, params.id);
  if (row === null) throw new ApiProblem('not-found', 'Nothing is known of this customer yet.');
  // The rules under which they were last scored: newer ones apply from their next decision on.
  const version = row.state.playbook || workspace.playbook;
  const playbook = await deps.stores.playbooks.load(workspace._id, version);
  return {
    status: 200,
    body: {
      id: params.id,
      asOf: isoTime(now),
      ...standingOf(row, workspace, playbook, now),
      when: whenChanges(row, playbook),
      inside: insideJourneys(row.state, playbook),
      totals: totalsLine(row, playbook),
      engagedAt: isoOrNull(row.state.engagedAt),
      email: consentOf(row.state),
      timezone: row.state.profile.timezone?.name ?? null,
    },
  };
});

function standingOf(row: CustomerRow, { currency }: WorkspaceRow, playbook: Playbook, now: Instant) {
  const { standing, ledger, asOf } = row.state;
  // A deadline that is due but not yet decided must not contradict the score that is shown.
  const shownAt = Math.max(asOf, Math.min(now, (row.next?.at ?? Infinity) - 1));
  const totals = totalsOf(ledger, playbook.scoring, shownAt);
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
