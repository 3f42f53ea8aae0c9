import { surest } from '../../domain/backtest/judge.ts';
import { tableLines } from '../table.ts';
import { MOST_ERROR } from './report.ts';
import type { Verified } from './verify.ts';
import { count, interval, marked, third } from './words.ts';

/** A back-test of so many customers takes no longer than this; larger bases may take longer in proportion. */
const GOAL = { customers: 23_570, seconds: 60 } as const;

/** One line a base, with what failed; goals that were missed are marked with NO. */
export function summaryOf(all: readonly Verified[], failed: readonly string[]): readonly string[] {
  const head = [
    'base',
    'customers',
    'winner',
    'days earlier, held back',
    'AUC fixed',
    'AUC winner',
    'calibration',
    'seconds',
    'longest step',
  ];
  return [
    '== All bases, on the origins held back',
    ...tableLines(head, all.map(cellsOf), 'right'),
    '(in brackets: no rule is better for certain, and this one looked best where rules are chosen)',
    `Goals: calibration of the winner <= ${MOST_ERROR}; <= ${GOAL.seconds} s for ${count(GOAL.customers)} customers; NO where missed.`,
    ...failed.map((name) => `failed: ${name}`),
  ];
}

function cellsOf({ name, loaded: { base }, test }: Verified): readonly string[] {
  const customers = base.histories.length;
  const limit = GOAL.seconds * Math.max(1, customers / GOAL.customers);
  const took = [marked(test.seconds.toFixed(1), test.seconds <= limit), `${test.longestMs.toFixed(0)} ms`];
  const tested = test.value;
  if (tested.is === 'not-back-tested') return [name, count(customers), 'not tried', '–', '–', '–', '–', ...took];
  const [chosen, fixed] = [surest(tested.rules), tested.rules.find(({ by }) => by === 'fixed')];
  const winner = tested.winner === 'fixed' ? fixed : chosen;
  const error = winner?.heldBack.calibration.error ?? NaN;
  const earlier = chosen === undefined ? '–' : interval(chosen.heldBack.earlier);
  return [
    name,
    count(customers),
    tested.winner,
    tested.winner === 'fixed' && chosen !== undefined ? `(${chosen.by}: ${earlier})` : earlier,
    third(fixed?.heldBack.auc ?? NaN),
    third(winner?.heldBack.auc ?? NaN),
    marked(third(error), error <= MOST_ERROR),
    ...took,
  ];
}
