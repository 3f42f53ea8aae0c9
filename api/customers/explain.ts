import type { CustomerRow } from '../../db/customers/customers.ts';
import { valueAtStake } from '../../domain/silence/figures.ts';
import type { Playbook } from '../../domain/playbook.ts';
import { moneyText, type Money } from '../../domain/currency.ts';
import { nextScoreChange } from '../../domain/scoring/next-change.ts';
import { zoneOf } from '../../domain/scoring/model.ts';
import { chanceAlive } from '../../domain/silence/outlook.ts';
import { scoreLabel } from '../../domain/scoring/scores.ts';
import { segmentOf } from '../../domain/scoring/segment.ts';
import { undatedActions } from '../../domain/ledger/summary.ts';
import { trajectoryOf, type TrajectoryReading } from '../../domain/scoring/trajectory.ts';
import type { CustomerState } from '../../domain/decision/state.ts';
import { nextNamed } from '../../domain/decision/next-named.ts';
import { isoTime, type Instant } from '../../domain/time.ts';
import { isoOrNull } from '../sentences.ts';
import { silenceReason, silenceText } from './silence-text.ts';

/** When something changes for a customer although nothing happens. */
export function whenChanges(
  { state, next, nextMove, nextSilence }: Pick<CustomerRow, 'state' | 'next' | 'nextMove' | 'nextSilence'>,
  playbook: Playbook,
  timezone: string,
) {
  const { scoring } = playbook;
  const score = nextScoreChange(state.ledger, state, scoring, state.asOf);
  const reason = state.limits && silenceReason(state.limits, playbook.silence);
  return {
    next: next && {
      at: isoTime(next.at),
      because: next.because,
      ...nextNamed(next.at, { state, nextMove, nextSilence }),
    },
    move: nextMove && {
      at: isoTime(nextMove.at),
      to: nextMove.to,
      by: nextMove.because,
      because: becauseText(nextMove.because),
    },
    score: score && {
      at: isoTime(score.at),
      score: scoreLabel(score.scores),
      segment: segmentOf(score.scores, scoring.segments),
      by: score.because,
      because: becauseText(score.because),
    },
    silence: {
      stage: state.silence,
      overdueAt: isoOrNull(state.limits?.overdueAt ?? null),
      lapsedAt: isoOrNull(state.limits?.lapsedAt ?? null),
      because: reason && silenceText(reason, timezone),
      reason,
      next: nextSilence && {
        at: isoTime(nextSilence.at),
        stage: nextSilence.stage,
        valueAtStake: valueAtStake(state, playbook),
      },
    },
  };
}

function becauseText(because: 'recency' | 'window'): string {
  return because === 'recency'
    ? 'the last purchase grows too old for its score'
    : 'a purchase leaves the rolling window';
}

/** Where somebody is heading, and the numbers that say so. */
export function trajectoryLine(state: CustomerState, { scoring }: Playbook, money: Money, now: Instant) {
  const reading = trajectoryOf(state, scoring.trajectory, now, zoneOf(scoring.counts));
  if (reading === null) return null;
  const { days } = scoring.trajectory;
  const because = trajectoryText(reading, state, days, money);
  return { is: reading.is, because, read: trajectoryRead(reading, state, days) };
}

/** What was compared, in numbers; what there is no period before of says why. */
function trajectoryRead(
  { orders, revenue, engagement, change, until }: TrajectoryReading,
  { ledger }: CustomerState,
  days: number,
) {
  if (change === null) {
    const isUndated = ledger.summary !== null && undatedActions(ledger.summary) > 0;
    return { days, none: isUndated ? ('undated' as const) : ('too-short' as const) };
  }
  return { days, change: Math.round(change * 100) / 100, until: isoTime(until), orders, revenue, signs: engagement };
}

function trajectoryText(reading: TrajectoryReading, { ledger }: CustomerState, days: number, money: Money): string {
  const { orders, revenue, engagement, change } = reading;
  if (change === null && ledger.summary !== null && undatedActions(ledger.summary) > 0) {
    return `a summary does not say when they bought: ${2 * days} days after its last action there is a period before to compare with`;
  }
  if (change === null) return `known for less than ${2 * days} days: there is no period before to compare with`;
  const signs =
    engagement.recent + engagement.before > 0
      ? `, ${engagement.recent} signs of life (${engagement.before} before)`
      : '';
  const spent = `${moneyText(revenue.recent, money)} (${moneyText(revenue.before, money)} before)`;
  return `in ${days} days ${orders.recent} orders (${orders.before} before), ${spent}${signs}: ${change.toFixed(2)} times as much, read at ${isoTime(reading.until).slice(0, 10)}`;
}

/** Chance of still being a customer, where a fitted model is in force. */
export function aliveLine(state: CustomerState, { silence }: Playbook, now: Instant): number | null {
  const chance = chanceAlive({ ...state, asOf: now }, silence);
  return chance === null ? null : Math.round(chance * 10_000) / 10_000;
}
