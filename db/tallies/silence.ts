import type { SegmentId } from '../../domain/scoring/segment.ts';
import type { SilenceChange } from '../../domain/silence/silence.ts';
import { dayOf, startOfDay } from '../../domain/time-zone.ts';
import { DAY } from '../../domain/time.ts';
import type { ReadAt } from './counted.ts';
import type { TallyReader } from './reader.ts';
import { nameOfSegment, segmentOfName, type Tally } from './tally.ts';

/** Who reaches their next stage of silence on which day, and what goes with them. */
export const silenceTally: Tally<'customers' | 'revenue' | 'valueAtStake'> = {
  name: 'silence',
  amounts: ['customers', 'revenue', 'valueAtStake'],
  shares: ({ nextSilence, segment, revenue, atStake, dayOf: localDay }) => {
    if (nextSilence === null) return [];
    const of = `${nextSilence.stage}/${nameOfSegment(segment)}`;
    return [{ of, day: localDay(nextSilence.at), adds: { customers: 1, revenue, valueAtStake: atStake } }];
  },
};

export interface SilenceOfDay {
  readonly day: number;
  readonly stage: SilenceChange['stage'];
  readonly segment: SegmentId | null;
  readonly customers: number;
  /** Minor units, within the window. */
  readonly revenue: number;
  /** See `valueAtStake`; minor units. */
  readonly valueAtStake: number;
}

/** Up to and including a local day: what is due before today and not yet decided, too. */
export async function silenceUntil(reader: TallyReader, to: number): Promise<readonly SilenceOfDay[]> {
  const rows = await reader.rows(silenceTally, { to });
  return rows.map(({ of, day, sums }) => {
    const [stage, segment] = of.split('/');
    return { day, stage: stage === 'lapsed' ? 'lapsed' : 'overdue', segment: segmentOfName(segment), ...sums };
  });
}

export interface SilentSoon {
  readonly customers: number;
  /** See `valueAtStake`; minor units. */
  readonly valueAtStake: number;
}

/** Who falls silent within seven days, by segment; exact to the instant. */
export async function silentWithinWeek(
  reader: TallyReader,
  { now, timezone }: ReadAt,
): Promise<ReadonlyMap<SegmentId | null, SilentSoon>> {
  const until = now + 7 * DAY;
  const lastDay = dayOf(until, timezone);
  const [days, rest] = await Promise.all([
    silenceUntil(reader, lastDay - 1),
    reader.silentBetween(startOfDay(lastDay, timezone), until),
  ]);
  const soon = new Map<SegmentId | null, SilentSoon>();
  for (const { segment, customers, valueAtStake } of [...days, ...rest]) {
    const { customers: others, valueAtStake: value } = soon.get(segment) ?? { customers: 0, valueAtStake: 0 };
    soon.set(segment, { customers: others + customers, valueAtStake: value + valueAtStake });
  }
  return soon;
}
