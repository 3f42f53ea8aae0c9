import { lastPurchaseAt } from '../domain/rfm/ledger.ts';
import { nextScoreChange } from '../domain/rfm/next-change.ts';
import {
  scoreLabel,
  type FourCuts,
  type Score,
  type ScoringModel,
  type Scores,
  type Totals,
} from '../domain/rfm/score.ts';
import { segmentOf, type SegmentId } from '../domain/rfm/segment.ts';
import { DAY, isoTime, type Instant } from '../domain/time.ts';
import type { CustomerRow } from '../db/customers.ts';
import type { Playbook } from '../domain/playbook.ts';
import { amountText } from './amount.ts';
import { isoOrNull } from './sentences.ts';

/** Why a customer has one of their scores. */
export interface Why {
  readonly of: 'recency' | 'frequency' | 'money';
  readonly score: Score | null;
  /** Days, orders or minor units. */
  readonly value: number;
  /** The limit that was met; `null` where none was. */
  readonly cut: number | null;
  readonly text: string;
}

/** The scores, each with the number behind it and the limit it met. `now` is the instant they are explained for. */
export function whyScores(
  scores: Scores,
  totals: Totals,
  model: ScoringModel,
  now: Instant,
  currency: string,
): readonly Why[] {
  return [
    whyRecency(scores.r, totals, model.recencyDays, now),
    whyFrequency(scores.f, totals, model),
    whyMoney(scores.m, totals, model, currency),
  ];
}

function whyRecency(score: Score, { lastPurchaseAt: last }: Totals, cuts: FourCuts, now: Instant): Why {
  const days = Math.floor((now - last) / DAY);
  const cut = cuts[5 - score] ?? null;
  const met = cut === null ? `more than ${cuts[3]} days give` : `at most ${cut} days give`;
  return { of: 'recency', score, value: days, cut, text: `Last purchase ${plural(days, 'day')} ago: ${met} ${score}` };
}

function whyFrequency(score: Score, { orders }: Totals, model: ScoringModel): Why {
  const cuts = model.frequencyOrders;
  const text = `${plural(orders, 'order')} in ${model.windowDays} days: ${rising(score, cuts, (cut) => plural(cut, 'order'))}`;
  return { of: 'frequency', score, value: orders, cut: cutMet(score, cuts), text };
}

function whyMoney(score: Score | null, { revenue }: Totals, model: ScoringModel, currency: string): Why {
  const cuts = model.monetaryAmounts;
  if (score === null || cuts === null) {
    const text = 'Money has no score: the workspace has not named its amounts. It never decides the segment';
    return { of: 'money', score: null, value: revenue, cut: null, text };
  }
  const spent = amountText(revenue, currency);
  const text = `${spent} in ${model.windowDays} days: ${rising(score, cuts, (cut) => amountText(cut, currency))}`;
  return { of: 'money', score, value: revenue, cut: cutMet(score, cuts), text };
}

function cutMet(score: Score, cuts: FourCuts): number | null {
  return cuts[score - 2] ?? null;
}

function rising(score: Score, cuts: FourCuts, unit: (cut: number) => string): string {
  const met = cutMet(score, cuts);
  const next = cuts[score - 1];
  const now = met === null ? `fewer than ${unit(cuts[0])} give ${score}` : `${unit(met)} or more give ${score}`;
  return next === undefined || met === null ? now : `${now}, ${unit(next)} would give ${score + 1}`;
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** When something changes for a customer although nothing happens. */
export function whenChanges(row: CustomerRow, playbook: Playbook) {
  const { state, next, nextMove, nextSilence } = row;
  const score = nextScoreChange(state.ledger, playbook.scoring, state.asOf);
  const last = state.ledger.orders > 0 ? lastPurchaseAt(state.ledger) : null;
  const stageAt = (days: number) => isoOrNull(last === null ? null : last + days * DAY);
  return {
    next: next && { at: isoTime(next.at), because: next.because },
    move: nextMove && { at: isoTime(nextMove.at), to: nextMove.to, because: becauseText(nextMove.because) },
    score: score && {
      at: isoTime(score.at),
      score: scoreLabel(score.scores),
      segment: segmentOf(score.scores, playbook.segments) satisfies SegmentId,
      because: becauseText(score.because),
    },
    silence: {
      stage: state.silence,
      overdueAt: stageAt(playbook.silence.overdueDays),
      lapsedAt: stageAt(playbook.silence.lapsedDays),
      next: nextSilence && { at: isoTime(nextSilence.at), stage: nextSilence.stage },
    },
  };
}

function becauseText(because: 'recency' | 'window'): string {
  return because === 'recency'
    ? 'the last purchase grows too old for its score'
    : 'a purchase leaves the rolling window';
}
