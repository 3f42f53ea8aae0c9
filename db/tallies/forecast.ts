import { dayOf } from '../../domain/time-zone.ts';
import type { ReadAt } from './counted.ts';
import { movesAheadUntil } from './move-ahead.ts';
import type { TallyReader } from './reader.ts';
import { silenceUntil } from './silence.ts';

/** What will happen on one day by time alone. */
export interface DayAhead {
  readonly overdue: number;
  readonly lapsed: number;
  /** Minor units, within the window: of those who become overdue or lapse. */
  readonly revenue: number;
  /** See `valueAtStake`; minor units. */
  readonly valueAtStake: number;
  /** Customers whose segment changes. */
  readonly moves: number;
}

/**
 * One entry for each of `count` local days, today first. What is due before today and not yet decided counts on it.
 */
export async function daysAhead(
  reader: TallyReader,
  { timezone, now }: ReadAt,
  count: number,
): Promise<readonly DayAhead[]> {
  const today = dayOf(now, timezone);
  const last = today + count - 1;
  const [silences, moves] = await Promise.all([silenceUntil(reader, last), movesAheadUntil(reader, last)]);
  return Array.from({ length: count }, (_, n) => dayAhead(today, today + n, silences, moves));
}

function dayAhead(
  today: number,
  day: number,
  silences: Awaited<ReturnType<typeof silenceUntil>>,
  moves: Awaited<ReturnType<typeof movesAheadUntil>>,
): DayAhead {
  const isOn = (one: { readonly day: number }) => Math.max(one.day, today) === day;
  const own = silences.filter(isOn);
  const reaching = (stage: 'overdue' | 'lapsed') => own.filter((one) => one.stage === stage);
  return {
    overdue: sum(reaching('overdue').map(({ customers }) => customers)),
    lapsed: sum(reaching('lapsed').map(({ customers }) => customers)),
    revenue: sum(own.map(({ revenue }) => revenue)),
    valueAtStake: sum(own.map(({ valueAtStake }) => valueAtStake)),
    moves: sum(moves.filter(isOn).map(({ customers }) => customers)),
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
