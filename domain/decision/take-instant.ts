import { applyEvent, type Recall } from './apply-event.ts';
import type { JournalEntry, Move } from './decision.ts';
import type { Effect, JourneyEffect } from '../effect.ts';
import type { AudienceChange } from '../audience/memberships.ts';
import { placed } from '../audience/place.ts';
import type { CustomerEvent } from '../events/event.ts';
import type { LoyaltyTaken } from '../loyalty/take.ts';
import { loyaltyEffects } from '../loyalty/effects.ts';
import type { LoyaltyFact } from '../loyalty/facts.ts';
import { advanceJourneys } from '../journey/walk/advance.ts';
import { nextCondition } from '../journey/walk/ahead.ts';
import { datesDue, nextDate } from '../journey/walk/dates.ts';
import type { Beheld, JourneyContext } from '../journey/walk/context.ts';
import { triggers } from '../journey/triggers/event.ts';
import type { Occurrence } from '../journey/triggers/index.ts';
import type { CustomerKey } from '../keys.ts';
import { lookAhead, stillHolds, type Ahead } from './next-deadline.ts';
import { hasChanged, orderChange } from '../events/outcome.ts';
import type { Playbook } from '../playbook.ts';
import { chanceOfReturn } from '../silence/outlook.ts';
import { Reading } from '../scoring/reading.ts';
import type { Scores } from '../scoring/scores.ts';
import { adopt, pruned } from './adopt-rules.ts';
import { entryOf } from './entry-of.ts';
import { hasPoints, keepPoints, NO_POINTS_TAKEN, note, withGiven } from './keep-points.ts';
import { rescore } from './rescore.ts';
import type { CustomerState, Fired } from './state.ts';
import type { Instant } from '../time.ts';

/** What holds for every instant of one decision. */
export interface Circumstances {
  readonly customer: CustomerKey;
  readonly playbook: Playbook;
  /** IANA zone, used where the customer's own is unknown. */
  readonly timezone: string;
  /** A workspace with a test clock. */
  readonly sandbox: boolean;
}

/** What the instants of one decision have come to so far. It grows in place: copying it at each instant is slow. */
export interface Taken {
  state: CustomerState;
  readonly recall: Recall;
  readonly entries: JournalEntry[];
  readonly effects: Effect[];
  /** Of `state`; `null` before the first instant. */
  ahead: Ahead | null;
}

/** Purchases learned of late may end a stage and let it begin again; more than this is no life. */
const MOST_AWAITED = 8;

/**
 * Takes what is due at one instant: an event, or else deadlines and new rules. One journal entry. Events that are
 * learned together are taken one after another, so that it does not matter in which calls they come.
 */
export function takeInstant(
  circumstances: Circumstances,
  taken: Taken,
  event: CustomerEvent | undefined,
  at: Instant,
): void {
  const { playbook } = circumstances;
  const { state: before, recall } = taken;
  const state = applied(before, recall, event, playbook, at);
  const isKnown = taken.ahead !== null && stillHolds(taken.ahead, state, playbook.scoring, at);
  const reading = new Reading(state.ledger, state, playbook.scoring, at, isKnown ? scoresOf(before) : undefined);
  const scored = rescore(
    playbook,
    state,
    reading,
    hasChanged(event && recall.outcomes.get(event.key)) ? event : undefined,
    before,
  );
  const { move, standing, limits, silence } = scored;
  const next: Draft<CustomerState> = { ...state, standing, limits, silence, asOf: at, seq: before.seq + 1 };
  const { timezone } = circumstances;
  const dates = datesDue({ state: before, timezone, playbook }, at);
  const beheld = { playbook, timezone, at, state: next, reading };
  note(next, event, playbook);
  const loyal = hasPoints(playbook, before)
    ? keepPoints(next, { beheld, before, event, isByRules: hasNewRules(before, next) }, recall)
    : NO_POINTS_TAKEN;
  const changes = place(next, beheld);
  const brought = { move, event, changes, loyal: loyal.changes };
  const occurrences = [...occurrencesOf(before, next, brought), ...dates];
  const outcome = event && recall.outcomes.get(event.key);
  const context = contextOf(circumstances, { at, state: next, reading }, event, recall);
  const advanced = advanceJourneys(context, occurrences);
  const begins = occurrences.some(({ kind, starts }) => kind === 'silence' && starts);
  const firing = firingOf(next, begins, playbook);
  next.journeys = advanced.journeys;
  if (advanced.said !== null) Object.assign(next, advanced.said);
  lookAheadOf(next, context, advanced.said !== null || advanced.given !== null);
  const loyaltyFacts = withGiven(next, advanced.given, loyal.facts, circumstances);
  next.sent = advanced.sent;
  next.fired = firing.awaited;
  taken.state = next;
  if (!isKnown) taken.ahead = lookAhead(next, playbook.scoring, reading);
  const effects = withLoyalty(loyaltyFacts, advanced.effects, context);
  taken.effects.push(...effects);
  const told = { state: next, playbook: playbook.version, event, outcome, move, audiences: changes, firing };
  taken.entries.push(entryOf(told, loyaltyFacts, advanced.facts, effects));
}

function contextOf(
  { customer, playbook, timezone, sandbox }: Circumstances,
  seen: Pick<JourneyContext, 'at' | 'state' | 'reading'>,
  event: CustomerEvent | undefined,
  { outcomes, orders }: Recall,
): JourneyContext {
  const { at, state, reading } = seen;
  const order = event && orderChange(event, outcomes.get(event.key), orders);
  // One shape for all instants, and no copies: whatever looks at it, at each instant, is faster for that.
  return { customer, playbook, at, state, reading, timezone, sandbox, arrived: event?.receivedAt, order };
}

/** What the world must see: of the tier and of rewards first, then what journeys decided. */
function withLoyalty(
  facts: readonly LoyaltyFact[],
  effects: readonly JourneyEffect[],
  { customer, at, playbook }: JourneyContext,
): readonly Effect[] {
  return facts.length === 0 ? effects : [...loyaltyEffects(facts, customer, at, playbook.loyalty), ...effects];
}

/** The context is of this very state. */
function lookAheadOf(next: Draft<CustomerState>, context: JourneyContext, hasSaid: boolean): void {
  // What a step says may be what another one waits for: that is asked at the next instant.
  const conditionsAt = hasSaid ? context.at + 1 : nextCondition(context);
  const datesAt = nextDate(context, context.at);
  if (conditionsAt < Infinity) next.conditionsAt = conditionsAt;
  else if (next.conditionsAt !== undefined) delete next.conditionsAt;
  if (datesAt < Infinity) next.datesAt = datesAt;
  else if (next.datesAt !== undefined) delete next.datesAt;
}

/** What came about at one instant. */
interface Brought {
  readonly move: Move | null;
  readonly event: CustomerEvent | undefined;
  readonly changes: readonly AudienceChange[];
  readonly loyal: LoyaltyTaken['changes'];
}

/** Puts the customer into the audiences they are in by now. */
function place(next: Draft<CustomerState>, beheld: Beheld): readonly AudienceChange[] {
  const { audiences, audiencesUntil, changes } = placed(beheld);
  if (audiences !== undefined) next.audiences = audiences;
  else if (next.audiences !== undefined) delete next.audiences;
  if (audiencesUntil !== undefined) next.audiencesUntil = audiencesUntil;
  else if (next.audiencesUntil !== undefined) delete next.audiencesUntil;
  return changes;
}

/** A copy that is still being made. */
type Draft<Of> = { -readonly [Key in keyof Of]: Of[Key] };

function scoresOf({ standing }: CustomerState): Scores | null {
  return standing && standing.scores;
}

function applied(
  state: CustomerState,
  recall: Recall,
  event: CustomerEvent | undefined,
  playbook: Playbook,
  at: Instant,
): CustomerState {
  const ready = adopt(state, playbook, recall);
  const { counts } = playbook.scoring;
  return pruned(event ? applyEvent(ready, recall, event, counts) : ready, at, counts);
}

/**
 * What journeys may react to. What comes of an event that is late or imported, or of new rules, may end what somebody
 * is inside of, and starts nothing.
 */
function occurrencesOf(
  before: CustomerState,
  state: CustomerState,
  { move, event, changes, loyal }: Brought,
): readonly Occurrence[] {
  const isFresh = event === undefined || triggers(event);
  const happened: Occurrence[] = event ? [occurrenceOf(event, isFresh)] : [];
  if (move) happened.push({ kind: 'move', from: move.from, to: move.to, starts: startsBy(move, isFresh) });
  const { silence } = state;
  if (silence !== before.silence && isSilent(silence)) {
    // Limits that stand as they were have been reached by time alone, whatever event comes at that instant.
    const isByTime = state.limits === before.limits;
    happened.push({ kind: 'silence', stage: silence, starts: (isFresh || isByTime) && !isAdopting(before, state) });
  }
  if (changes.length === 0 && loyal.length === 0) return happened;
  const starts = isFresh && !hasNewRules(before, state);
  return [
    ...happened,
    ...loyal.map((change) => ({ ...change, starts })),
    ...changes.map((change) => ({ kind: 'audience', ...change, starts }) as const),
  ];
}

function occurrenceOf(event: CustomerEvent, starts: boolean): Occurrence {
  if (event.kind !== 'entry') return { kind: 'event', event, starts: starts && event.kind !== 'webhook-reply' };
  const { journey, by, ref, entry, at } = event;
  return { kind: 'entry', journey, asked: { by, ref }, at, starts, ...(entry === undefined ? {} : { entry }) };
}

function startsBy({ cause }: Move, isFresh: boolean): boolean {
  switch (cause.by) {
    case 'event':
      return isFresh;
    case 'silence':
      return true;
    case 'rules':
      return false;
  }
}

interface Firing extends Pick<JournalEntry, 'silence' | 'returned'> {
  readonly awaited: readonly Fired[];
}

/** Which stage of silence begins now, and which ones end by a purchase after they began. */
function firingOf(after: CustomerState, begins: boolean, playbook: Playbook): Firing {
  const { silence: stage, limits, asOf: at } = after;
  const last = limits?.from.lastPurchaseAt ?? -Infinity;
  if (after.fired.length === 0 && !begins) return { awaited: after.fired };
  const returned = after.fired.filter((fired) => last > fired.at);
  const awaited = after.fired.filter((fired) => last <= fired.at);
  const back = returned.length > 0 ? { returned: returned.map((fired) => ({ ...fired, back: last })) } : {};
  if (!begins || !isSilent(stage) || limits === null) return { awaited, ...back };
  const chance = chanceOfReturn(after, playbook.silence);
  const silence = { stage, by: limits.by, model: playbook.silence.version, ...(chance === null ? {} : { chance }) };
  return { awaited: [...awaited, { stage, at }].slice(-MOST_AWAITED), ...back, silence };
}

function isSilent(stage: CustomerState['silence']): stage is Fired['stage'] {
  return stage === 'overdue' || stage === 'lapsed';
}

/** Nobody is let in because of a definition that was published. */
function hasNewRules(before: CustomerState, after: CustomerState): boolean {
  return before.rules.wakes !== after.rules.wakes || isAdopting(before, after);
}

function isAdopting(before: CustomerState, after: CustomerState): boolean {
  return before.rules.scoring !== after.rules.scoring || before.rules.silence !== after.rules.silence;
}
