import { foreseen } from '../journey/conditions/foreseen.ts';
import type { Beheld } from '../journey/walk/context.ts';
import { entriesOf, own } from '../own.ts';
import type { CustomerState } from '../decision/state.ts';
import type { Instant } from '../time.ts';
import type { AudienceId } from '../ids.schema.ts';
import { NO_MEMBERSHIPS, type AudienceChange } from './memberships.ts';
import { inOrder } from './order.ts';

/** Which audiences a customer is in at one instant, and what has changed by it. */
export interface Placed extends Pick<CustomerState, 'audiences' | 'audiencesUntil'> {
  readonly changes: readonly AudienceChange[];
}

const NOTHING: Placed = { changes: [] };

/**
 * Places a customer in the audiences of the playbook.
 * @param beheld the customer at that instant; `state.audiences` is what they were in before it
 */
export function placed(beheld: Beheld): Placed {
  const { playbook, state, at } = beheld;
  const audiences = inOrder(playbook.audiences);
  const before = state.audiences ?? NO_MEMBERSHIPS;
  if (audiences.length === 0 && state.audiences === undefined) return NOTHING;
  const now: Record<AudienceId, Instant> = {};
  // Each sees those before it as they are by now.
  const asked = { ...beheld, state: { ...state, audiences: now } };
  let until = Infinity;
  for (const { id, condition } of audiences) {
    const ahead = foreseen(condition, asked);
    until = Math.min(until, ahead.until);
    if (ahead.holds) now[id] = own(before, id) ?? at;
  }
  const changes = changesBetween(before, now);
  return {
    ...(Object.keys(now).length === 0 ? {} : { audiences: changes.length === 0 ? before : now }),
    ...(until === Infinity ? {} : { audiencesUntil: until }),
    changes,
  };
}

/** The state with these memberships in the place of those before. */
export function withPlaces(state: CustomerState, { audiences, audiencesUntil }: Placed): CustomerState {
  const { audiences: _audiences, audiencesUntil: _until, ...rest } = state;
  return {
    ...rest,
    ...(audiences === undefined ? {} : { audiences }),
    ...(audiencesUntil === undefined ? {} : { audiencesUntil }),
  };
}

function changesBetween(
  before: NonNullable<CustomerState['audiences']>,
  now: NonNullable<CustomerState['audiences']>,
): readonly AudienceChange[] {
  const left = entriesOf(before).filter(([id]) => own(now, id) === undefined);
  const entered = entriesOf(now).filter(([id]) => own(before, id) === undefined);
  return [
    ...left.map(([audience]) => ({ audience, is: 'left' }) as const),
    ...entered.map(([audience]) => ({ audience, is: 'entered' }) as const),
  ];
}
