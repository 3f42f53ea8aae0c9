import type { Payload } from '../journey/payload.ts';
import { presentAttributes, type AttributeValue } from '../attributes/attributes.ts';
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
  /** Those that the template may name. */
  readonly attributes?: Readonly<Record<string, AttributeValue>>;
  /** What came with the enrolment, where they were asked in by name. */
  readonly entry?: Payload;
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

/**
 * The attributes whose names occur in these texts, so that an effect carries no more of a customer than its template asks
 * for; nothing where there are none.
 */
export function attributesNamedIn(
  texts: readonly (string | undefined)[],
  state: CustomerState,
): Pick<TemplateContext, 'attributes'> {
  if (state.attributes === undefined || !texts.some((text) => text?.includes('attributes'))) return {};
  const named = [...presentAttributes(state)].filter(([name]) => texts.some((text) => text?.includes(name)));
  return named.length === 0 ? {} : { attributes: Object.fromEntries(named.map(([name, { value }]) => [name, value])) };
}
