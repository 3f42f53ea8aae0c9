import type { SegmentId } from '../../domain/scoring/segment.ts';
import { dayOf } from '../../domain/time-zone.ts';
import type { ReadAt } from './counted.ts';
import type { TallyReader } from './reader.ts';
import { segmentSizes } from './segment.ts';
import type { Share, Tally } from './tally.ts';

type Amount = 'in' | 'out' | 'came';

/**
 * What changes the size of each segment on each local day: moves into it and out of it, and customers whom an import
 * put there, of whom the journal knows no move. So the size at the end of a day follows from the size now.
 */
export const segmentDayTally: Tally<Amount> = {
  name: 'segment-day',
  past: true,
  amounts: ['in', 'out', 'came'],
  shares: ({ moves, arrived }) => [
    ...moves.flatMap(({ day, from, to }): readonly Share<Amount>[] => [
      ...(from === null ? [] : [{ of: from, day, adds: { out: 1 } }]),
      ...(to === null ? [] : [{ of: to, day, adds: { in: 1 } }]),
    ]),
    ...(arrived === null ? [] : [{ of: arrived.segment, day: arrived.day, adds: { came: 1 } }]),
  ],
};

export interface SegmentDay {
  readonly segment: SegmentId;
  readonly day: number;
  readonly in: number;
  readonly out: number;
  readonly came: number;
}

/** From a local day on. */
export async function segmentDaysFrom(reader: TallyReader, from: number): Promise<readonly SegmentDay[]> {
  const rows = await reader.rows(segmentDayTally, { from });
  return rows.map(({ of, day, sums }) => ({ segment: of as SegmentId, day, ...sums }));
}

export interface SizesOfSegment {
  readonly segment: SegmentId;
  /** One for each day asked for, today last. */
  readonly sizes: readonly number[];
}

/**
 * How many customers each segment held at the end of each of the last `count` local days, as far as Sojourn knew them by
 * then; today is as it is now. Segments that nobody has been in on these days are left out.
 * @param count at most `KEPT_DAYS`
 */
export async function sizesByDay(
  reader: TallyReader,
  { timezone, now }: ReadAt,
  count: number,
): Promise<readonly SizesOfSegment[]> {
  const to = dayOf(now, timezone);
  const from = to - count + 1;
  const [present, days] = await Promise.all([segmentSizes(reader), segmentDaysFrom(reader, from + 1)]);
  const sizes = new Map(present.map(({ segment, customers }) => [segment, customers]));
  const segments = new Set([...sizes.keys(), ...days.map(({ segment }) => segment)]);
  return [...segments].flatMap((segment) => {
    if (segment === null) return [];
    const own = days.filter((one) => one.segment === segment);
    return [{ segment, sizes: sizesBefore(sizes.get(segment) ?? 0, own, to, count) }];
  });
}

/** Backwards from the size now: what has changed on a day had not yet changed at the end of the day before. */
function sizesBefore(now: number, days: readonly SegmentDay[], today: number, count: number): readonly number[] {
  const changes = new Map(days.map((one) => [one.day, one.in + one.came - one.out]));
  const latestFirst = [now];
  for (let back = 1; back < count; back += 1) {
    latestFirst.push((latestFirst.at(-1) ?? 0) - (changes.get(today - back + 1) ?? 0));
  }
  return latestFirst.toReversed();
}
