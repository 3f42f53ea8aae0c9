import { forgottenAt, NO_BEHAVIOUR } from '../../behaviour/behaviour.ts';
import type { Instant } from '../../time.ts';
import type { Beheld } from '../walk/context.ts';
import type { Comparison, Condition, Did, InAudience } from './condition.schema.ts';
import { CustomerFacts, holds, type Facts } from './condition.ts';
import { fieldOf } from './fields.ts';

/** What a condition comes to now, and how long that is certain to last while nothing happens. */
export interface Foreseen {
  readonly holds: boolean;
  /**
   * The earliest instant at which time alone may change it; infinite where none is. Scores, segments, silence
   * and memberships change at deadlines of their own, at which the condition has to be asked anew.
   */
  readonly until: Instant;
}

/**
 * Looks ahead of a condition that is asked of no event. Whoever wants to act at the very instant at which it changes
 * wakes at `until`, and asks again.
 * @param facts of the same customer at the same instant
 */
export function foreseen(condition: Condition, beheld: Beheld, facts: Facts = new CustomerFacts(beheld)): Foreseen {
  if ('all' in condition) return together(condition.all, true, beheld, facts);
  if ('any' in condition) return together(condition.any, false, beheld, facts);
  if ('not' in condition) {
    const { holds: is, until } = foreseen(condition.not, beheld, facts);
    return { holds: !is, until };
  }
  return { holds: holds(condition, facts), until: lasting(condition, beheld) };
}

function lasting(condition: Comparison | Did | InAudience, beheld: Beheld): Instant {
  if ('did' in condition) return forgottenAt(beheld.state.did ?? NO_BEHAVIOUR, condition, beheld.at);
  if ('in' in condition) return Infinity;
  return fieldOf(condition.field)?.changesAt?.(beheld, condition) ?? Infinity;
}

/**
 * Several together. Parts that decide alone (one that fails, of all; one that holds, of any) have to change all before
 * the whole does; where none decides, the first to change may.
 * @param wanted what all parts have to be for the whole to be it: true for `all`, false for `any`
 */
function together(parts: readonly Condition[], wanted: boolean, beheld: Beheld, facts: Facts): Foreseen {
  let first = Infinity;
  let last = -Infinity;
  for (const part of parts) {
    const { holds: is, until } = foreseen(part, beheld, facts);
    if (is === wanted) first = Math.min(first, until);
    else last = Math.max(last, until);
    if (last === Infinity) break;
  }
  return last === -Infinity ? { holds: wanted, until: first } : { holds: !wanted, until: last };
}
