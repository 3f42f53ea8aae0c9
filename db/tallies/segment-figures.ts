import { NOBODY_REACHED, type Reach } from '../../domain/channels/reach.ts';
import type { SegmentId } from '../../domain/scoring/segment.ts';
import { dayOf, startOfDay } from '../../domain/time-zone.ts';
import { DAY } from '../../domain/time.ts';
import type { ReadAt } from './counted.ts';
import type { TallyReader } from './reader.ts';
import { reachBySegment } from './reach.ts';
import { segmentDaysFrom } from './segment-day.ts';
import { segmentSizes, type SegmentSize } from './segment.ts';
import { silentWithinWeek, type SilentSoon } from './silence.ts';

export interface SegmentFigures extends SegmentSize {
  /** Who reaches the next stage of silence within seven days, and what is at stake with them; see `valueAtStake`. */
  readonly silent: SilentSoon;
  /** Moves of the 30 days up to now. */
  readonly movedIn: number;
  readonly movedOut: number;
  readonly reach: Reach;
}

/** Of segments that somebody is in or has moved into or out of. */
export async function segmentFigures(reader: TallyReader, at: ReadAt): Promise<readonly SegmentFigures[]> {
  const [sizes, soon, moved, reach] = await Promise.all([
    segmentSizes(reader),
    silentWithinWeek(reader, at),
    movedLately(reader, at),
    reachBySegment(reader),
  ]);
  return figuresOf(sizes, soon, moved, reach);
}

interface Moved {
  readonly segment: SegmentId | null;
  readonly in: number;
  readonly out: number;
}

/** Whole days from the counters, and the part of the first one from the journal: exact to the instant. */
async function movedLately(reader: TallyReader, { timezone, now }: ReadAt): Promise<readonly Moved[]> {
  const since = now - 30 * DAY;
  const first = dayOf(since, timezone);
  const [days, rest] = await Promise.all([
    segmentDaysFrom(reader, first + 1),
    reader.movesBetween(since, startOfDay(first + 1, timezone)),
  ]);
  const parts = rest.flatMap(({ from, to, moves }) => [
    { segment: from, in: 0, out: moves },
    { segment: to, in: moves, out: 0 },
  ]);
  return [...days, ...parts];
}

function figuresOf(
  sizes: readonly SegmentSize[],
  soon: ReadonlyMap<SegmentId | null, SilentSoon>,
  moved: readonly Moved[],
  reach: ReadonlyMap<SegmentId | null, Reach>,
): readonly SegmentFigures[] {
  const known = new Map(sizes.map((size) => [size.segment, size]));
  const segments = new Set([...known.keys(), ...moved.map(({ segment }) => segment)]);
  return [...segments].map((segment) => {
    const own = moved.filter((one) => one.segment === segment);
    return {
      ...(known.get(segment) ?? { segment, customers: 0, revenue: 0 }),
      silent: soon.get(segment) ?? { customers: 0, valueAtStake: 0 },
      movedIn: sum(own.map((one) => one.in)),
      movedOut: sum(own.map((one) => one.out)),
      reach: reach.get(segment) ?? NOBODY_REACHED,
    };
  });
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
