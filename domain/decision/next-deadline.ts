import type { Deadline } from './decision.ts';
import { nextJourneyDeadline, nextWait } from '../journey/walk/deadline.ts';
import type { Playbook } from '../playbook.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { ScoringModel } from '../scoring/model.ts';
import { changeAfter, nextScoreChange, type ScoreChange } from '../scoring/next-change.ts';
import type { Reading } from '../scoring/reading.ts';
import { scoreLabel } from '../scoring/scores.ts';
import { segmentName, segmentOf, type SegmentId } from '../scoring/segment.ts';
import { nextSilence } from '../silence/silence.ts';
import type { CustomerState } from './state.ts';
import type { Instant } from '../time.ts';

/** The next change of score by time alone, and what it follows from: while that stays, so does the change. */
export interface Ahead {
  readonly change: ScoreChange | null;
  readonly of: {
    readonly ledger: Ledger;
    readonly engagedAt: Instant | null;
    readonly model: ScoringModel;
  };
}

/** Looks ahead from an instant whose reading is at hand. */
export function lookAhead({ ledger, engagedAt }: CustomerState, model: ScoringModel, reading: Reading): Ahead {
  return { change: changeAfter(reading, ledger, model), of: { ledger, engagedAt, model } };
}

/** Whether nothing has changed since the look ahead, so that until its change every score is what it was. */
export function stillHolds(
  { change, of }: Ahead,
  { ledger, engagedAt }: Pick<CustomerState, 'ledger' | 'engagedAt'>,
  model: ScoringModel,
  at: Instant,
): boolean {
  const isSame = of.ledger === ledger && of.engagedAt === engagedAt && of.model === model;
  return isSame && at < (change?.at ?? Infinity);
}

/** The instant of the next deadline after `state.asOf`; infinite where there is none. */
export function nextDue(
  { limits, asOf, journeys, conditionsAt = Infinity, datesAt = Infinity, audiencesUntil = Infinity }: CustomerState,
  { change }: Ahead,
): Instant {
  return Math.min(
    change?.at ?? Infinity,
    nextSilence(limits, asOf)?.at ?? Infinity,
    nextWait(journeys),
    conditionsAt,
    datesAt,
    audiencesUntil,
  );
}

/**
 * The earliest instant after `state.asOf` at which something changes although nothing happens.
 * @param ahead of this state, where it is at hand
 */
export function nextDeadline(state: CustomerState, playbook: Playbook, ahead?: Ahead): Deadline | null {
  const change = ahead ? ahead.change : nextScoreChange(state.ledger, state, playbook.scoring, state.asOf);
  return earliest([
    scoreDeadline(state, playbook, change),
    silenceDeadline(state),
    nextJourneyDeadline(state.journeys, playbook),
    conditionDeadline(state),
    dateDeadline(state),
    audienceDeadline(state),
  ]);
}

/** The next change of segment by time alone: the first score change that crosses into another segment. */
export function nextMove(state: CustomerState, playbook: Playbook): NextMove | null {
  if (state.standing === null) return null;
  let from = state.asOf;
  for (;;) {
    const change = nextScoreChange(state.ledger, state, playbook.scoring, from);
    if (change === null) return null;
    const to = segmentOf(change.scores, playbook.scoring.segments);
    if (to !== null && to !== state.standing.segment) return { at: change.at, to, because: change.because };
    from = change.at;
  }
}

export interface NextMove {
  readonly at: Instant;
  readonly to: SegmentId;
  readonly because: ScoreChange['because'];
}

function earliest(deadlines: readonly (Deadline | null)[]): Deadline | null {
  return deadlines.reduce((first, next) => (next && (!first || next.at < first.at) ? next : first), null);
}

function scoreDeadline(state: CustomerState, { scoring }: Playbook, change: ScoreChange | null): Deadline | null {
  if (change === null) return null;
  const segment = segmentOf(change.scores, scoring.segments);
  const cause = change.because === 'recency' ? 'no purchase for too long' : 'a purchase leaves the window';
  const isSame = segment === null || segment === state.standing?.segment;
  const goes = isSame ? 'score' : segmentName(segment, scoring.segments);
  return { at: change.at, because: `${goes} ${scoreLabel(change.scores)}: ${cause}` };
}

function silenceDeadline({ limits, asOf }: CustomerState): Deadline | null {
  const change = nextSilence(limits, asOf);
  return change && { at: change.at, because: `${change.stage}: no purchase for too long` };
}

function conditionDeadline({ conditionsAt }: CustomerState): Deadline | null {
  return conditionsAt === undefined
    ? null
    : { at: conditionsAt, because: 'a condition may hold that a step waits for' };
}

function dateDeadline({ datesAt }: CustomerState): Deadline | null {
  return datesAt === undefined ? null : { at: datesAt, because: 'a date of theirs comes that a journey lets in on' };
}

function audienceDeadline({ audiencesUntil }: CustomerState): Deadline | null {
  return audiencesUntil === undefined ? null : { at: audiencesUntil, because: 'an audience may be entered or left' };
}
