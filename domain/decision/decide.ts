import { recalled, surely } from './apply-event.ts';
import type { Deadline, JournalEntry } from './decision.ts';
import type { Effect } from '../effect.ts';
import { takenAt, type CustomerEvent } from '../events/event.ts';
import type { EventKey, OrderKey } from '../keys.ts';
import { nextDeadline, nextDue, nextDueUntil } from './next-deadline.ts';
import type { Playbook } from '../playbook.ts';
import type { OrderFacts } from '../ledger/ledger.ts';
import type { KeyPoints } from '../loyalty/key-points.ts';
import { remember } from './recent-keys.ts';
import { asked, begun, hasOtherRules, kept } from './adopt-rules.ts';
import { rescored } from './rescore.ts';
import type { CustomerState } from './state.ts';
import { takeInstant, type Circumstances, type Taken } from './take-instant.ts';
import type { Instant } from '../time.ts';

export interface DecideInput extends Circumstances {
  readonly state: CustomerState;
  /** Not applied before; any order. */
  readonly events: readonly CustomerEvent[];
  /** Orders that the events touch, as far as they are known; see `ordersToLookUp`. */
  readonly orders: ReadonlyMap<OrderKey, OrderFacts>;
  /** Every event applied before; wanted where `needsHistory` or `asksMore` says so. */
  readonly history?: readonly CustomerEvent[];
  /** Of orders that the events refund and spendings that they take back; see `keysOfPoints`. */
  readonly points?: ReadonlyMap<EventKey, KeyPoints>;
  readonly now: Instant;
  /** Instants of one call at most; lowered by tests. */
  readonly mostInstants?: number;
}

export interface Decision {
  readonly state: CustomerState;
  readonly entries: readonly JournalEntry[];
  readonly effects: readonly Effect[];
  readonly next: Deadline | null;
  /** Events that were taken; the others are named in `state.rest`. */
  readonly applied: readonly EventKey[];
  /** Whether the call has reached its bound: `state.asOf` then lies before `now`, and another call has to follow. */
  readonly isPartial: boolean;
}

/** One call takes no more instants than this: it runs on a thread that other customers wait for. */
const MOST_INSTANTS = 200;
/** Nor does it return many more effects: its result is one event of a history. */
const MOST_EFFECTS = 100;

/**
 * The core: takes events and deadlines that have come due in order of time, each event at an instant of its own, and
 * returns the next state, what to tell the world, and when to wake up again. Pure: the same input gives the same
 * decision. Bounded: what a call does not come to is left for the next one, which gives the same as if one had done all.
 * @throws Error where a deadline does not move on: the customer would never get past it
 */
export function decide(input: DecideInput): Decision {
  const now = Math.max(input.now, input.state.asOf);
  const queue = inOrderOfTime(input.events, input.state.asOf, now);
  const recall = recalled(input.orders, input.history, input.points);
  const { counts } = input.playbook.scoring;
  const begins = asked(surely(begun(input.state, input.playbook), recall, counts), input.playbook, recall);
  const taken: Taken = { state: begins, recall, entries: [], effects: [], ahead: null };
  const { mostInstants = MOST_INSTANTS } = input;
  let position = 0;
  let isPartial = false;
  let deadline = nextInstant(taken, input.playbook, now);
  for (;;) {
    const due = queue[position];
    const at = Math.min(due?.at ?? Infinity, deadline);
    if (at > now) break;
    isPartial = taken.entries.length >= mostInstants || taken.effects.length >= MOST_EFFECTS;
    if (isPartial) break;
    const event = due?.at === at ? due.event : undefined;
    takeInstant(input, taken, event, at);
    deadline = nextInstant(taken, input.playbook, now);
    if (event) position += 1;
    else if (deadline <= at) throw new Error(standsStill(at));
  }
  const events = queue.map(({ event }) => event);
  const applied = events.slice(0, position);
  const rest = events.slice(position).map(({ key }) => key);
  const reached = withoutRest(taken.state);
  const asOf = isPartial ? reached.asOf : now;
  const state: CustomerState = {
    ...reached,
    turn: input.state.turn + 1,
    asOf,
    playbook: input.playbook.version,
    seen: remember(input.state.seen, applied),
    ...(rest.length === 0 ? {} : { rest }),
    ...kept(reached, asOf, counts),
  };
  // What lies ahead of the last instant has not come by now, and what the state forgets here counts for no score.
  const next = nextDeadline(state, input.playbook, taken.ahead ?? undefined);
  const { entries, effects } = taken;
  return { state, entries, effects, next, applied: applied.map(({ key }) => key), isPartial };
}

function standsStill(at: Instant): string {
  return `the deadline of ${new Date(at).toISOString()} is due again after it was taken`;
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
  const { playbook, now, timezone, state: given } = input;
  const known = { ...begun(given, playbook), ...kept(given, now, playbook.scoring.counts) };
  const ready = { ...known, asOf: now, playbook: playbook.version };
  const state = rescored(playbook, ready, timezone);
  return { state, next: nextDeadline(state, playbook) };
}

/** The next instant at which something has to be taken by time alone; new rules are adopted when they came. */
function nextInstant({ state, ahead }: Taken, playbook: Playbook, now: Instant): Instant {
  if (hasOtherRules(state, playbook)) return Math.min(Math.max(playbook.rulesAt, state.asOf), now);
  return ahead ? nextDue(state, ahead.change) : nextDueUntil(now, state, playbook);
}

/** The same state where nothing was left over. */
function withoutRest(state: CustomerState): CustomerState {
  if (state.rest === undefined) return state;
  const { rest: _before, ...others } = state;
  return others;
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
