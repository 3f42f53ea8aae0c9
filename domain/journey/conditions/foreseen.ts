import { isMember } from '../../audience/memberships.ts';
import { forgottenAt, hasDone, NO_BEHAVIOUR } from '../../behaviour/behaviour.ts';
import type { Instant } from '../../time.ts';
import type { Beheld } from '../walk/context.ts';
import { compares } from './compare.ts';
import type { Condition } from './condition.schema.ts';
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
 * @param entered of somebody inside the journey that asks; see `enteredSince`
 */
export function foreseen(condition: Condition, context: Beheld, entered?: Instant): Foreseen {
  if ('all' in condition) return together(condition.all, true, context, entered);
  if ('any' in condition) return together(condition.any, false, context, entered);
  if ('not' in condition) {
    const { holds, until } = foreseen(condition.not, context, entered);
    return { holds: !holds, until };
  }
  const { at, state } = context;
  if ('did' in condition) {
    const { did = NO_BEHAVIOUR } = state;
    return { holds: hasDone(did, condition, at, entered), until: forgottenAt(did, condition, at) };
  }
  if ('in' in condition) return { holds: isMember(state, condition.in), until: Infinity };
  const field = fieldOf(condition.field);
  return {
    holds: compares(condition, field?.read(context) ?? undefined),
    until: field?.changesAt?.(context, condition) ?? Infinity,
  };
}

/**
 * Several together. Parts that decide alone (one that fails, of all; one that holds, of any) have to change all before
 * the whole does; where none decides, the first to change may.
 * @param wanted what all parts have to be for the whole to be it: true for `all`, false for `any`
 */
function together(
  parts: readonly Condition[],
  wanted: boolean,
  context: Beheld,
  entered: Instant | undefined,
): Foreseen {
  let first = Infinity;
  let last = -Infinity;
  for (const part of parts) {
    const { holds, until } = foreseen(part, context, entered);
    if (holds === wanted) first = Math.min(first, until);
    else last = Math.max(last, until);
    if (last === Infinity) break;
  }
  return last === -Infinity ? { holds: wanted, until: first } : { holds: !wanted, until: last };
}
