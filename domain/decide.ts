import { recalled, surely } from './apply.ts';
import type { Deadline, Effect, JournalEntry } from './decision.ts';
import { takenAt, type CustomerEvent } from './event.ts';
import type { OrderKey } from './keys.ts';
import { nextDeadline } from './next-deadline.ts';
import type { Playbook } from './playbook.ts';
import type { OrderFacts } from './rfm/ledger.ts';
import { remember } from './seen.ts';
import { begun, hasOtherRules, kept } from './rules.ts';
import { rescore } from './standing.ts';
import type { CustomerState } from './state.ts';
import { takeInstant, type Circumstances, type Taken } from './instant.ts';
import type { Instant } from './time.ts';

export interface DecideInput extends Circumstances {
  readonly state: CustomerState;
  /** Not applied before; any order. */
  readonly events: readonly CustomerEvent[];
  /** Orders that the events touch, as far as they are known; see `ordersToLookUp`. */
  readonly orders: ReadonlyMap<OrderKey, OrderFacts>;
  /** Every event applied before; wanted where `needsHistory` says so. */
  readonly history?: readonly CustomerEvent[];
  readonly now: Instant;
}

export interface Decision {
  readonly state: CustomerState;
  readonly entries: readonly JournalEntry[];
  readonly effects: readonly Effect[];
  readonly next: Deadline | null;
}

/**
 * The core: takes events and deadlines that have come due in order of time, each at its own instant, and returns
 * the next state, what to tell the world, and when to wake up again. Pure: the same input gives the same decision.
 */
export function decide(input: DecideInput): Decision {
  const now = Math.max(input.now, input.state.asOf);
  const queue = inOrderOfTime(input.events, input.state.asOf, now);
  const recall = recalled(input.orders, input.history);
  const begins = surely(begun(input.state, input.playbook), recall, input.playbook.scoring.counts);
  let taken: Taken = { state: begins, recall, entries: [], effects: [] };
  let position = 0;
  for (;;) {
    const event = queue[position];
    const at = Math.min(event?.at ?? Infinity, nextInstant(taken.state, input.playbook, now));
    if (at > now) break;
    let end = position;
    while (queue[end]?.at === at) end += 1;
    taken = takeInstant(
      input,
      taken,
      queue.slice(position, end).map(({ event: due }) => due),
      at,
    );
    position = end;
  }
  const state: CustomerState = {
    ...taken.state,
    turn: input.state.turn + 1,
    asOf: now,
    playbook: input.playbook.version,
    seen: remember(input.state.seen, input.events),
    ...kept(taken.state, now, input.playbook.scoring.counts),
  };
  return { state, entries: taken.entries, effects: taken.effects, next: nextDeadline(state, input.playbook) };
}

/** A customer made of history alone: `state` has taken its events, and nothing has been scored yet. */
export interface FoldInput extends Circumstances {
  readonly state: CustomerState;
  readonly now: Instant;
}

/**
 * Scores imported history once, as of now. The same state as `decide` would reach, without a journal: what nobody may
 * react to needs no instants of its own.
 */
export function fold(input: FoldInput): Pick<Decision, 'state' | 'next'> {
  const { playbook, now } = input;
  const { state: given } = input;
  const known = { ...begun(given, playbook), ...kept(given, now, playbook.scoring.counts) };
  const ready = { ...known, asOf: now, playbook: playbook.version };
  const { state } = rescore(playbook, ready, [], ready);
  return { state, next: nextDeadline(state, playbook) };
}

/** The next instant at which something has to be taken by time alone; new rules are adopted when they came. */
function nextInstant(state: CustomerState, playbook: Playbook, now: Instant): Instant {
  if (hasOtherRules(state, playbook)) return Math.min(Math.max(playbook.rulesAt, state.asOf), now);
  return nextDeadline(state, playbook)?.at ?? Infinity;
}

interface Queued {
  readonly at: Instant;
  readonly event: CustomerEvent;
}

/** An event cannot be taken before what has been taken already, nor after now. */
function inOrderOfTime(events: readonly CustomerEvent[], asOf: Instant, now: Instant): readonly Queued[] {
  return events
    .map((event) => ({ event, at: Math.min(Math.max(takenAt(event), asOf), now) }))
    .toSorted((a, b) => a.at - b.at || a.event.at - b.event.at || (a.event.key < b.event.key ? -1 : 1));
}
