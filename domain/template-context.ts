import type { TemplateContext } from './decision.ts';
import type { Playbook } from './playbook.ts';
import { totalsOf } from './rfm/ledger.ts';
import { scoreLabel } from './rfm/score.ts';
import type { CustomerState } from './state.ts';
import { DAY } from './time.ts';

/** What conditions and templates may see of a customer, as of `state.asOf`. */
export function templateContext(state: CustomerState, playbook: Playbook): TemplateContext {
  const totals = totalsOf(state.ledger, playbook.scoring, state.asOf);
  return {
    segment: state.standing?.segment ?? null,
    previousSegment: state.standing?.previous ?? null,
    score: state.standing ? scoreLabel(state.standing.scores) : null,
    orders: totals?.orders ?? 0,
    revenue: totals?.revenue ?? 0,
    daysSinceLast: totals ? Math.floor((state.asOf - totals.lastPurchaseAt) / DAY) : null,
  };
}
