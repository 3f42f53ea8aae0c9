import type { TemplateContext } from './decision.ts';
import type { Playbook } from './playbook.ts';
import { recencyDays } from './rfm/score.ts';
import { scoreLabel } from './rfm/scores.ts';
import { totalsOf } from './rfm/totals.ts';
import type { CustomerState } from './state.ts';

/** What conditions and templates may see of a customer, as of `state.asOf`. */
export function templateContext(state: CustomerState, playbook: Playbook): TemplateContext {
  const totals = totalsOf(state.ledger, state, playbook.scoring, state.asOf);
  return {
    segment: state.standing?.segment ?? null,
    previousSegment: state.standing?.previous ?? null,
    score: state.standing ? scoreLabel(state.standing.scores) : null,
    orders: totals?.orders ?? 0,
    revenue: totals?.revenue ?? 0,
    daysSinceLast: totals && recencyDays(totals.lastPurchaseAt, playbook.scoring, state.asOf),
  };
}
