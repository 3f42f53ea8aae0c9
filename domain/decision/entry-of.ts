import type { AudienceChange } from '../audience/memberships.ts';
import type { Effect } from '../effect.ts';
import { eventType, type CustomerEvent } from '../events/event.ts';
import type { Outcome } from '../events/outcome.ts';
import type { JourneyFact } from '../journey/facts.ts';
import type { LoyaltyFact } from '../loyalty/facts.ts';
import { scoreLabel } from '../scoring/scores.ts';
import type { JournalEntry, Move } from './decision.ts';
import type { CustomerState } from './state.ts';

/** What one instant has come to, besides facts and effects. */
interface Told {
  /** After it. */
  readonly state: CustomerState;
  readonly playbook: number;
  readonly event: CustomerEvent | undefined;
  readonly outcome: Outcome | undefined;
  readonly move: Move | null;
  readonly audiences: readonly AudienceChange[];
  readonly firing: Pick<JournalEntry, 'silence' | 'returned'>;
}

/** The entry of the journal that tells of an instant; what there is nothing of is left out. */
export function entryOf(
  { state, playbook, event, outcome, move, audiences, firing }: Told,
  loyalty: readonly LoyaltyFact[],
  facts: readonly JourneyFact[],
  effects: readonly Effect[],
): JournalEntry {
  const { standing } = state;
  const entry: { -readonly [Key in keyof JournalEntry]: JournalEntry[Key] } = {
    seq: state.seq,
    at: state.asOf,
    playbook,
    events: event ? [noted(event, outcome)] : [],
    score: standing && scoreLabel(standing.scores),
    segment: standing && standing.segment,
    facts,
    effects: effects.map(({ kind, key, origin }) => ({ kind, key, origin })),
  };
  if (move) entry.move = move;
  if (loyalty.length > 0) entry.loyalty = loyalty;
  if (audiences.length > 0) entry.audiences = audiences;
  if (firing.silence) entry.silence = firing.silence;
  if (firing.returned) entry.returned = firing.returned;
  return entry;
}

function noted(event: CustomerEvent, outcome: Outcome | undefined): JournalEntry['events'][number] {
  return { key: event.key, type: eventType(event), at: event.at, ...(outcome ? { outcome } : {}) };
}
