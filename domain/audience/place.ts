import { foreseen } from '../journey/conditions/foreseen.ts';
import type { Beheld } from '../journey/walk/context.ts';
import { namesOf, own } from '../own.ts';
import type { CustomerState } from '../decision/state.ts';
import type { Instant } from '../time.ts';
import type { AudienceId } from '../ids.schema.ts';
import type { Audience } from './definition.schema.ts';
import { CustomerFacts } from '../journey/conditions/condition.ts';
import { NO_MEMBERSHIPS, type AudienceChange, type Memberships } from './memberships.ts';
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
  const now = new Map<AudienceId, Instant>();
  const facts = new PlacedFacts(beheld, now);
  const changes: AudienceChange[] = [];
  let until = Infinity;
  for (const { id, condition } of audiences) {
    const ahead = foreseen(condition, beheld, facts);
    const since = own(before, id);
    until = Math.min(until, ahead.until);
    if (ahead.holds) now.set(id, since ?? at);
    if (ahead.holds !== (since !== undefined)) changes.push({ audience: id, is: ahead.holds ? 'entered' : 'left' });
  }
  changes.push(...leftFor(before, audiences));
  return {
    ...(now.size === 0 ? {} : { audiences: changes.length === 0 ? before : Object.fromEntries(now) }),
    ...(until === Infinity ? {} : { audiencesUntil: until }),
    changes,
  };
}

/** Each audience sees those before it as they are by now. */
class PlacedFacts extends CustomerFacts {
  readonly #now: ReadonlyMap<AudienceId, Instant>;

  constructor(beheld: Beheld, now: ReadonlyMap<AudienceId, Instant>) {
    super(beheld);
    this.#now = now;
  }

  override isIn(audience: AudienceId): boolean {
    return this.#now.has(audience);
  }
}

/** Nobody stays in an audience that is archived. */
function leftFor(memberships: Memberships, audiences: readonly Audience[]): readonly AudienceChange[] {
  const gone = namesOf(memberships).filter((id) => !audiences.some((one) => one.id === id));
  return gone.map((audience) => ({ audience, is: 'left' }));
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
