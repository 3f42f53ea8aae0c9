import { type DatedAmount, type Period, type PeriodSummary, summaryIn } from '../../domain/rhythm/buying.ts';
import { DAY } from '../../domain/time.ts';
import { equal } from './compare.ts';
import type { Reference } from './reference.ts';

type Expected = Readonly<Record<string, string>>;

const FIRST: Readonly<Record<string, string>> = {
  1: '02-01 02-06',
  2: '01-01',
  3: '01-01 01-02 01-05',
};

/** Each with its amount. */
const SECOND: Readonly<Record<string, string>> = {
  1: '01-01(1) 02-06(2)',
  2: '01-01(2)',
  3: '01-01(3) 01-02(1) 01-05(5)',
  4: '01-16(6) 02-02(3) 02-05(3)',
  5: '01-16(3) 01-17(1) 01-18(8)',
  6: '02-02(5)',
};

/** The published tests of `summary_data_from_transaction_data`: an event log to x, tx, T and mean repeat spend. */
export function eventLogReferences(): readonly Reference[] {
  const inDays: Expected = { 1: '1 5 6', 2: '0 0 37', 3: '2 4 37' };
  const withSpend: Expected = {
    1: '1 36 37 2',
    2: '0 0 37 0',
    3: '2 4 37 3',
    4: '2 20 22 3',
    5: '2 2 22 4.5',
    6: '0 0 5 0',
  };
  const inWeeks: Expected = { 1: '1 5 5', 2: '0 0 5', 3: '1 1 5', 4: '1 3 3', 5: '0 0 3', 6: '0 0 0' };
  return [
    compared('x, tx, T in days', FIRST, 'day', inDays, plain),
    compared('x, tx, T in days, mean repeat spend', SECOND, 'day', withSpend, (summary) =>
      [plain(summary), summary.meanRepeatSpend].join(' '),
    ),
    compared('x, tx, T in Monday weeks', SECOND, 'week', inWeeks, plain),
  ];
}

function compared(
  what: string,
  log: Readonly<Record<string, string>>,
  period: Period,
  expected: Expected,
  written: (summary: PeriodSummary) => string,
): Reference {
  const pairs = Object.entries(expected).map(([customer, values]) => {
    const summary = summaryIn(period, purchasesIn(log[customer] ?? ''), dayOf('02-07'));
    return [values, summary && written(summary)] as const;
  });
  return equal('lifetimes', what, pairs);
}

function plain({ x, tx, T }: PeriodSummary): string {
  return [x, tx, T].join(' ');
}

function purchasesIn(row: string): readonly DatedAmount[] {
  return row.split(' ').map((text) => ({ day: dayOf(text), amount: Number(/\((\d+)\)/.exec(text)?.[1] ?? 1) }));
}

/** Of the year 2015, from month and day. */
function dayOf(text: string): number {
  return Date.parse(`2015-${text.slice(0, 5)}T00:00:00Z`) / DAY;
}
