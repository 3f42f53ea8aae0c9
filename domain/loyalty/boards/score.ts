import { own } from '../../own.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import { periodStart, type Day } from '../calendar.ts';
import type { Loyalty } from '../program.ts';
import { progressOf } from '../quests/progress-share.ts';
import { weekOf } from '../quests/time.ts';
import { NO_LOYALTY, type LoyaltyState } from '../state.ts';
import type { Board } from './board.schema.ts';

/** What somebody has come to on a board, and of which week or month that is: of another one nothing is left. */
export interface Score {
  readonly period: string;
  readonly score: number;
}

/** As much of a customer as boards look at. */
export interface Compared {
  readonly loyalty?: LoyaltyState;
  readonly ledger: Pick<Ledger, 'days' | 'orders'>;
}

const WEEK = 7;
/** Day 0 is a Thursday. */
const THURSDAY = 3;

/** The name of the week or month that a day lies in. */
export function periodOf({ window }: Pick<Board, 'window'>, today: Day): string {
  return window === 'all' ? 'all' : `${window}-${firstDay(window, today)}`;
}

/** A score of `today`; it is never below 0. */
export function scoreOf(
  board: Board,
  { loyalty = NO_LOYALTY, ledger }: Compared,
  program: Pick<Loyalty, 'quests'>,
  today: Day,
): Score {
  const from = board.window === 'all' ? -Infinity : firstDay(board.window, today);
  return {
    period: periodOf(board, today),
    score: Math.max(0, countedSince(board, { loyalty, ledger }, program, from)),
  };
}

function countedSince(
  { metric }: Board,
  { loyalty = NO_LOYALTY, ledger }: Compared,
  { quests }: Pick<Loyalty, 'quests'>,
  from: Day,
): number {
  switch (metric.by) {
    case 'points': {
      const { total, days } = loyalty.gained;
      return from === -Infinity ? total : sumOf(days.filter(([day]) => day >= from).map(([, points]) => points));
    }
    case 'purchases':
      return from === -Infinity
        ? ledger.orders
        : sumOf(ledger.days.filter(([day]) => day >= from).map(([, orders]) => orders));
    case 'quest': {
      const quest = quests.find(({ id }) => id === metric.quest);
      const state = own(loyalty.quests ?? {}, metric.quest);
      const running = quest && state?.is === 'running' ? progressOf(quest, state) : 0;
      return (state?.completed ?? 0) * 100 + running;
    }
  }
}

function firstDay(window: Exclude<Board['window'], 'all'>, today: Day): Day {
  return window === 'month' ? periodStart(today, 'month') : weekOf(today) * WEEK - THURSDAY;
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, one) => sum + one, 0);
}
