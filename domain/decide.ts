import type { Deadline, Effect, JournalEntry, Move, MoveCause } from './decision.ts';
import { eventType, takenAt, type CustomerEvent } from './event.ts';
import { advanceJourneys, triggers } from './journey/advance.ts';
import type { Occurrence } from './journey/context.ts';
import type { CustomerKey, OrderKey } from './keys.ts';
import { nextDeadline } from './next-deadline.ts';
import type { Playbook } from './playbook.ts';
import { lastPurchaseAt, pruneLedger, totalsOf, type OrderFacts } from './rfm/ledger.ts';
import { scoreLabel, scoreOf } from './rfm/score.ts';
import { segmentOf } from './rfm/segment.ts';
import { silenceStage } from './rfm/silence.ts';
import { remember } from './seen.ts';
import { applyEvent, type CustomerState, type Standing } from './state.ts';
import { templateContext } from './template-context.ts';
import type { Instant } from './time.ts';

/** What holds for every instant of one decision. */
export interface Circumstances {
  readonly customer: CustomerKey;
  readonly playbook: Playbook;
  /** IANA zone, used where the customer's own is unknown. */
  readonly timezone: string;
  /** A workspace with a test clock. */
  readonly sandbox: boolean;
}

export interface DecideInput extends Circumstances {
  readonly state: CustomerState;
  /** Not applied before; any order. */
  readonly events: readonly CustomerEvent[];
  /** Orders that the events touch, as far as they are known; see `ordersToLookUp`. */
  readonly orders: ReadonlyMap<OrderKey, OrderFacts>;
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
  let taken: Taken = { state: input.state, orders: new Map(input.orders), entries: [], effects: [] };
  let position = 0;
  for (;;) {
    const event = queue[position];
    const deadline = nextDeadline(taken.state, input.playbook);
    const at = Math.min(event?.at ?? Infinity, deadline?.at ?? Infinity);
    if (at > now) break;
    let end = position;
    while (queue[end]?.at === at) end += 1;
    taken = takeInstant(input, taken, queue.slice(position, end), at);
    position = end;
  }
  const state: CustomerState = {
    ...taken.state,
    turn: input.state.turn + 1,
    asOf: now,
    playbook: input.playbook.version,
    seen: remember(input.state.seen, input.events),
    ledger: pruneLedger(taken.state.ledger, input.playbook.scoring.windowDays, now),
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
  const taken = rescore(input, { ...input.state, asOf: now, playbook: playbook.version }, []).state;
  const state = { ...taken, ledger: pruneLedger(taken.ledger, playbook.scoring.windowDays, now) };
  return { state, next: nextDeadline(state, playbook) };
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

interface Taken {
  readonly state: CustomerState;
  readonly orders: Map<OrderKey, OrderFacts>;
  readonly entries: readonly JournalEntry[];
  readonly effects: readonly Effect[];
}

function takeInstant(circumstances: Circumstances, before: Taken, due: readonly Queued[], at: Instant): Taken {
  const events = due.map((queued) => queued.event);
  const { orders } = before;
  const applied = events.reduce((state, event) => applyEvent(state, orders, event), before.state);
  const state: CustomerState = { ...applied, asOf: at };
  const scored = rescore(circumstances, state, events);
  const occurrences = occurrencesOf(before.state, scored, events);
  const advanced = advanceJourneys(
    { ...circumstances, at, state: scored.state, template: templateContext(scored.state, circumstances.playbook) },
    occurrences,
  );
  const next: CustomerState = {
    ...scored.state,
    seq: state.seq + 1,
    journeys: advanced.journeys,
    sent: advanced.sent,
  };
  const silence = occurrences.find((occurrence) => occurrence.kind === 'silence');
  const entry: JournalEntry = {
    seq: next.seq,
    at,
    playbook: circumstances.playbook.version,
    events: events.map((event) => ({ key: event.key, type: eventType(event), at: event.at })),
    score: next.standing ? scoreLabel(next.standing.scores) : null,
    segment: next.standing?.segment ?? null,
    ...(scored.move ? { move: scored.move } : {}),
    ...(silence ? { silence: silence.stage } : {}),
    journeys: advanced.notes,
    effects: advanced.effects.map(({ key, kind }) => ({ key, kind })),
  };
  return {
    state: next,
    orders,
    entries: [...before.entries, entry],
    effects: [...before.effects, ...advanced.effects],
  };
}

interface Scored {
  readonly state: CustomerState;
  readonly move: Move | null;
}

function rescore({ playbook }: Circumstances, state: CustomerState, events: readonly CustomerEvent[]): Scored {
  const at = state.asOf;
  const totals = totalsOf(state.ledger, playbook.scoring, at);
  const silence = silenceStage(totals ? lastPurchaseAt(state.ledger) : null, playbook.silence, at);
  const was = state.standing;
  const scores = totals && scoreOf(totals, playbook.scoring, at);
  const segment = scores && segmentOf(scores, playbook.segments);
  const from = was?.segment ?? null;
  const move = from === segment ? null : { from, to: segment, cause: causeOf(state, playbook, events, scores?.r) };
  const standing: Standing | null = scores &&
    segment && {
      scores,
      segment,
      since: move || !was ? at : was.since,
      previous: move || !was ? from : was.previous,
    };
  return { state: { ...state, standing, silence }, move };
}

function causeOf(
  state: CustomerState,
  playbook: Playbook,
  events: readonly CustomerEvent[],
  recency: number | undefined,
): MoveCause {
  const cause = events.findLast((event) => event.kind === 'purchase' || event.kind === 'refund');
  if (cause) return { by: 'event', event: cause.key, type: eventType(cause) };
  if (state.playbook !== playbook.version && state.playbook !== 0) return { by: 'rules', playbook: playbook.version };
  return { by: 'silence', because: state.standing?.scores.r === recency ? 'window' : 'recency' };
}

/** What journeys may react to. Events too late or imported count, but start nothing. */
function occurrencesOf(before: CustomerState, { state, move }: Scored, events: readonly CustomerEvent[]): Occurrence[] {
  const triggering = events.filter(triggers);
  const happened: Occurrence[] = triggering.map((event) => ({ kind: 'event', event }));
  if (events.length > 0 && triggering.length === 0) return happened;
  if (move) happened.push({ kind: 'move', from: move.from, to: move.to });
  const { silence } = state;
  if (silence !== before.silence && (silence === 'overdue' || silence === 'lapsed')) {
    happened.push({ kind: 'silence', stage: silence });
  }
  return happened;
}
