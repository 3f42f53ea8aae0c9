import type { SegmentId } from '../../domain/scoring/segment.ts';
import type { TallyReader } from './reader.ts';
import { nameOfSegment, segmentOfName, type Tally } from './tally.ts';

/** Who is in which segment, and what they spent within the window. */
export const segmentTally: Tally<'customers' | 'revenue'> = {
  name: 'segment',
  amounts: ['customers', 'revenue'],
  shares: ({ segment, revenue }) => [{ of: nameOfSegment(segment), adds: { customers: 1, revenue } }],
};

export interface SegmentSize {
  /** `null` stands for customers without a score. */
  readonly segment: SegmentId | null;
  readonly customers: number;
  /** Minor units, within the window. */
  readonly revenue: number;
}

/** Of the segments that somebody is in. */
export async function segmentSizes(reader: TallyReader): Promise<readonly SegmentSize[]> {
  const rows = await reader.rows(segmentTally);
  const sizes = rows.map(({ of, sums }) => ({ segment: segmentOfName(of), ...sums }));
  return sizes.filter(({ customers }) => customers > 0);
}
