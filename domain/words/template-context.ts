import type { Playbook } from '../playbook.ts';
import { recencyDays } from '../scoring/score.ts';
import { scoreLabel } from '../scoring/scores.ts';
import type { SegmentId } from '../scoring/segment.ts';
import { totalsOf } from '../ledger/totals.ts';
import type { Totals } from '../scoring/score.ts';
import type { CustomerState } from '../decision/state.ts';

export interface TemplateContext {
  readonly segment: SegmentId | null;
  readonly previousSegment: SegmentId | null;
  readonly score: string | null;
  readonly orders: number;
  /** Minor units. */
  readonly revenue: number;
  readonly daysSinceLast: number | null;
}

/**
 * What conditions and templates may see of a customer, as of `state.asOf`.
 * @param totals of that instant, where they are at hand
 */
export function templateContext(
  state: CustomerState,
  playbook: Playbook,
  totals: Totals | null = totalsOf(state.ledger, state, playbook.scoring, state.asOf),
): TemplateContext {
  return {
    segment: state.standing?.segment ?? null,
    previousSegment: state.standing?.previous ?? null,
    score: state.standing ? scoreLabel(state.standing.scores) : null,
    orders: totals?.orders ?? 0,
    revenue: totals?.revenue ?? 0,
    daysSinceLast: totals && recencyDays(totals.lastPurchaseAt, playbook.scoring, state.asOf),
  };
}
