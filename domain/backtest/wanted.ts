import type { TradeCurve } from './trade.ts';

/** Of those called, which share would have come back anyway; from 0 to 1, `lapsed` not above `overdue`. */
export interface Shares {
  readonly overdue: number;
  readonly lapsed: number;
}

/** What calling customers late may cost: a share of false alarms for each stage, or what mistakes and delays are worth. */
export type Wanted =
  | ({ readonly by: 'share' } & Shares)
  | {
      readonly by: 'costs';
      /** Of one message; of one customer annoyed without need; of one day by which somebody gone is called later. Minor units. */
      readonly message: number;
      readonly annoyance: number;
      readonly day: number;
    }
  /** As many false alarms as the fixed days in force make. */
  | { readonly by: 'fixed-days' };

/** Where nothing else is said, half as many of those who have lapsed come back as of those who are overdue. */
export const LAPSED_PART = 0.5;

/**
 * Shares of false alarms for both stages.
 * @param fixed the share that the fixed days in force make
 * @param curve of the rule that is to be put in force
 */
export function sharesWanted(wanted: Wanted, fixed: number, curve: TradeCurve): Shares {
  switch (wanted.by) {
    case 'share':
      return { overdue: wanted.overdue, lapsed: wanted.lapsed };
    case 'costs':
      return withLapsed(cheapest(wanted, curve));
    case 'fixed-days':
      return withLapsed(fixed);
  }
}

function withLapsed(overdue: number): Shares {
  return { overdue, lapsed: overdue * LAPSED_PART };
}

/** The share of false alarms at which all of it together costs least; the lower one of two that cost the same. */
function cheapest(
  { message, annoyance, day }: Extract<Wanted, { readonly by: 'costs' }>,
  { gone, points }: TradeCurve,
): number {
  let [least, best] = [Infinity, 0];
  for (const { calls, share, days } of points) {
    const cost = calls * message + calls * share * annoyance + gone * days * day;
    if (cost < least) [least, best] = [cost, share];
  }
  return best;
}
