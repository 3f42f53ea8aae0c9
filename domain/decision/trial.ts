import type { JourneyId } from '../ids.schema.ts';
import { entriesOf } from '../own.ts';
import type { Playbook, PublishedJourney } from '../playbook.ts';
import type { Effect } from '../effect.ts';
import type { CustomerEvent } from '../events/event.ts';
import { keyPointsIn } from '../loyalty/key-points.ts';
import type { Instant } from '../time.ts';
import { ordersOf } from './apply-event.ts';
import { decide } from './decide.ts';
import type { Deadline, JournalEntry } from './decision.ts';
import { stateAt } from './rebuild.ts';
import type { CustomerState, Profile } from './state.ts';
import type { Circumstances } from './take-instant.ts';

/**
 * The rules in force, with one version of a journey in the place of the one that is live: as if it had never been paused.
 * @param others whether all other journeys are live in it, too
 */
export function trialPlaybook(book: Playbook, journey: PublishedJourney, others: boolean): Playbook {
  const { id } = journey.definition;
  const { lives, ...rest } = book;
  const kept = new Map(others ? lives : []);
  kept.delete(id);
  return { ...rest, lives: kept, journeys: new Map(others ? book.journeys : []).set(id, journey) };
}

/** A customer as they are, who was never inside this journey; nor inside any, where no other is live. */
export function trialState(state: CustomerState, journey: JourneyId, others: boolean): CustomerState {
  const kept = others ? entriesOf(state.journeys).filter(([id]) => id !== journey) : [];
  return { ...state, journeys: Object.fromEntries(kept) };
}

/** Somebody who did this before `at`, and is in no journey: as an import would bring them. */
export function madeUpState(
  history: readonly CustomerEvent[],
  profile: Profile,
  { playbook, timezone }: Pick<Circumstances, 'playbook' | 'timezone'>,
  at: Instant,
): CustomerState {
  return { ...stateAt(history, playbook, at, timezone), profile };
}

/** One customer, and what lies ahead of them. */
export interface Trial extends Circumstances {
  readonly state: CustomerState;
  /** Every event that `state` has taken. */
  readonly history: readonly CustomerEvent[];
  /** Not taken yet, and none after `until`. */
  readonly events: readonly CustomerEvent[];
  readonly until: Instant;
  /** The walk ends early after about so many instants. */
  readonly mostInstants: number;
}

/** What a customer will have lived through by `until`, or where the walk was cut by then. */
export interface Walked {
  readonly state: CustomerState;
  readonly entries: readonly JournalEntry[];
  readonly effects: readonly Effect[];
  readonly next: Deadline | null;
  readonly isCut: boolean;
}

/**
 * Walks a customer through events and deadlines in virtual time, by the core that decides in real time. Yields now and
 * then, so that nobody waits for all of it.
 */
export function* walkAhead({ history, events, until, mostInstants, ...trial }: Trial): Generator<void, Walked> {
  let known = history;
  let ahead = events;
  let { state } = trial;
  const entries: JournalEntry[] = [];
  const effects: Effect[] = [];
  for (;;) {
    const orders = ordersOf(known);
    const points = keyPointsIn(entries.flatMap(({ loyalty = [] }) => loyalty));
    const decision = decide({ ...trial, state, events: ahead, orders, points, history: known, now: until });
    state = decision.state;
    entries.push(...decision.entries);
    effects.push(...decision.effects);
    const { next, isPartial } = decision;
    if (!isPartial || entries.length >= mostInstants) return { state, entries, effects, next, isCut: isPartial };
    const applied = new Set(decision.applied);
    known = [...known, ...ahead.filter(({ key }) => applied.has(key))];
    ahead = ahead.filter(({ key }) => !applied.has(key));
    yield;
  }
}
