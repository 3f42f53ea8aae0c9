import type { Deadline } from './decision.ts';
import { nextJourneyDeadline, nextWait } from '../journey/walk/deadline.ts';
import type { Playbook } from '../playbook.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { ScoringModel } from '../scoring/model.ts';
import { changeAfter, earliestChange, nextScoreChange, type ScoreChange } from '../scoring/next-change.ts';
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

/**
 * The instant of the next deadline after `state.asOf`; infinite where there is none.
 * @param change of that state's scores
 */
export function nextDue(
  {
    limits,
    asOf,
    journeys,
    conditionsAt = Infinity,
    datesAt = Infinity,
    audiencesUntil = Infinity,
    loyalty,
  }: CustomerState,
  change: ScoreChange | null,
): Instant {
  return Math.min(
    change?.at ?? Infinity,
    nextSilence(limits, asOf)?.at ?? Infinity,
    nextWait(journeys),
    conditionsAt,
    datesAt,
    audiencesUntil,
    loyalty?.nextAt ?? Infinity,
  );
}

/**
 * The earliest instant after `state.asOf` at which something changes although nothing happens.
 * @param ahead of this state, where it is at hand
 */
export function nextDeadline(state: CustomerState, playbook: Playbook, ahead?: Ahead): Deadline | null {
  const change = ahead ? ahead.change : nextScoreChange(state.ledger, state, playbook.scoring, state.asOf);
  const at = nextDue(state, change);
  return at === Infinity ? null : { at, because: becauseOf(at, state, playbook, change) };
}

/** As `nextDue`, where no look ahead is at hand: right wherever it lies up to `until`, and else somewhere after that. */
export function nextDueUntil(until: Instant, state: CustomerState, { scoring }: Playbook): Instant {
  const { ledger, asOf } = state;
  const mayChange = earliestChange(ledger, state, scoring, asOf) <= until;
  return nextDue(state, mayChange ? nextScoreChange(ledger, state, scoring, asOf) : null);
}

/** What comes at the next deadline, in words; of several at one instant, what is asked first here. */
function becauseOf(at: Instant, state: CustomerState, playbook: Playbook, change: ScoreChange | null): string {
  if (change?.at === at) return scoreText(state, playbook, change);
  const silence = nextSilence(state.limits, state.asOf);
  if (silence?.at === at) return `${silence.stage}: no purchase for too long`;
  const journey = nextJourneyDeadline(state.journeys, playbook);
  if (journey?.at === at) return journey.because;
  if (state.conditionsAt === at) return 'a condition may hold that a step waits for';
  if (state.datesAt === at) return 'a date of theirs comes that a journey lets in on';
  if (state.loyalty?.nextAt === at) return 'points become active or expire, or a tier is looked at';
  return 'an audience may be entered or left';
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

function scoreText(state: CustomerState, { scoring }: Playbook, change: ScoreChange): string {
  const segment = segmentOf(change.scores, scoring.segments);
  const cause = change.because === 'recency' ? 'no purchase for too long' : 'a purchase leaves the window';
  const isSame = segment === null || segment === state.standing?.segment;
  const goes = isSame ? 'score' : segmentName(segment, scoring.segments);
  return `${goes} ${scoreLabel(change.scores)}: ${cause}`;
}
