import { applyEvent, type Recall } from './apply.ts';
import type { Effect, JournalEntry } from './decision.ts';
import { eventType, type CustomerEvent } from './event.ts';
import { advanceJourneys, triggers } from './journey/advance.ts';
import type { Occurrence } from './journey/context.ts';
import type { CustomerKey } from './keys.ts';
import { hasChanged, type Outcome } from './outcome.ts';
import type { Playbook } from './playbook.ts';
import { chanceOfReturn } from './rfm/outlook.ts';
import { scoreLabel } from './rfm/scores.ts';
import { adopt, pruned } from './rules.ts';
import { rescore, type Scored } from './standing.ts';
import type { CustomerState, Fired } from './state.ts';
import { templateContext } from './template-context.ts';
import { DAY, type Instant } from './time.ts';

/** What holds for every instant of one decision. */
export interface Circumstances {
  readonly customer: CustomerKey;
  readonly playbook: Playbook;
  /** IANA zone, used where the customer's own is unknown. */
  readonly timezone: string;
  /** A workspace with a test clock. */
  readonly sandbox: boolean;
}

/** What the instants of one decision have come to so far. */
export interface Taken {
  readonly state: CustomerState;
  readonly recall: Recall;
  readonly entries: readonly JournalEntry[];
  readonly effects: readonly Effect[];
}

/** Somebody who comes back within this time after a stage of silence began has returned, as calibration counts it. */
export const RETURN_DAYS = 90;
/** Purchases learned of late may end a stage and let it begin again; more than this is no life. */
const MOST_AWAITED = 8;

/** Takes everything that is due at one instant: events, a deadline, new rules. One journal entry. */
export function takeInstant(
  circumstances: Circumstances,
  before: Taken,
  events: readonly CustomerEvent[],
  at: Instant,
): Taken {
  const { playbook } = circumstances;
  const state = applied(before, events, playbook, at);
  const { outcomes } = before.recall;
  const changing = events.filter(({ key }) => hasChanged(outcomes.get(key)));
  const scored = rescore(playbook, state, changing, before.state);
  const occurrences = occurrencesOf(before.state, scored, events);
  const advanced = advanceJourneys(
    { ...circumstances, at, state: scored.state, template: templateContext(scored.state, playbook) },
    occurrences,
  );
  const begins = occurrences.some(({ kind }) => kind === 'silence');
  const firing = firingOf(scored.state, begins, playbook);
  const next: CustomerState = {
    ...scored.state,
    seq: state.seq + 1,
    journeys: advanced.journeys,
    sent: advanced.sent,
    fired: firing.awaited,
  };
  const entry: JournalEntry = {
    seq: next.seq,
    at,
    playbook: playbook.version,
    events: events.map((event) => noted(event, outcomes.get(event.key))),
    score: next.standing ? scoreLabel(next.standing.scores) : null,
    segment: next.standing?.segment ?? null,
    ...(scored.move ? { move: scored.move } : {}),
    ...firing.entry,
    journeys: advanced.notes,
    effects: advanced.effects.map(({ key, kind }) => ({ key, kind })),
  };
  return {
    state: next,
    recall: before.recall,
    entries: [...before.entries, entry],
    effects: [...before.effects, ...advanced.effects],
  };
}

function noted(event: CustomerEvent, outcome: Outcome | undefined): JournalEntry['events'][number] {
  return { key: event.key, type: eventType(event), at: event.at, ...(outcome ? { outcome } : {}) };
}

function applied(
  { state, recall }: Taken,
  events: readonly CustomerEvent[],
  playbook: Playbook,
  at: Instant,
): CustomerState {
  const ready = adopt(state, playbook, recall);
  const { counts } = playbook.scoring;
  const taken = events.reduce((customer, event) => applyEvent(customer, recall, event, counts), ready);
  return { ...taken, ...pruned(taken, at, counts), asOf: at };
}

/** What journeys may react to. Events too late or imported count, but start nothing; nor do new rules by themselves. */
function occurrencesOf(before: CustomerState, { state, move }: Scored, events: readonly CustomerEvent[]): Occurrence[] {
  const triggering = events.filter(triggers);
  const happened: Occurrence[] = triggering.map((event) => ({ kind: 'event', event }));
  if (events.length > 0 && triggering.length === 0) return happened;
  if (move) happened.push({ kind: 'move', from: move.from, to: move.to, by: move.cause.by });
  const { silence } = state;
  if (silence !== before.silence && isSilent(silence) && !isAdopting(before, state)) {
    happened.push({ kind: 'silence', stage: silence });
  }
  return happened;
}

interface Firing {
  readonly awaited: readonly Fired[];
  readonly entry: Pick<JournalEntry, 'silence' | 'returned'>;
}

/** Which stage of silence begins now, and which ones end by a purchase after they began. */
function firingOf(after: CustomerState, begins: boolean, playbook: Playbook): Firing {
  const { silence: stage, limits, asOf: at } = after;
  const last = limits?.from.lastPurchaseAt ?? -Infinity;
  const returned = after.fired.filter((fired) => last > fired.at);
  const awaited = after.fired.filter((fired) => last <= fired.at);
  const back = returned.length > 0 ? { returned: returned.map((fired) => ({ ...fired, back: last })) } : {};
  if (!begins || !isSilent(stage) || limits === null) return { awaited, entry: back };
  const chance = chanceOfReturn(after, playbook.silence, RETURN_DAYS * DAY);
  const silence = { stage, by: limits.by, model: playbook.silence.version, ...(chance === null ? {} : { chance }) };
  return { awaited: [...awaited, { stage, at }].slice(-MOST_AWAITED), entry: { ...back, silence } };
}

function isSilent(stage: CustomerState['silence']): stage is Fired['stage'] {
  return stage === 'overdue' || stage === 'lapsed';
}

function isAdopting(before: CustomerState, after: CustomerState): boolean {
  return before.rules.scoring !== after.rules.scoring || before.rules.silence !== after.rules.silence;
}
