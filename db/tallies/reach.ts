import { REACHED_BY, reachOfOne, type Reach } from '../../domain/channels/reach.ts';
import type { SegmentId } from '../../domain/scoring/segment.ts';
import type { TallyReader } from './reader.ts';
import { nameOfSegment, segmentOfName, type Tally } from './tally.ts';

/** Who may be sent marketing, by segment and channel: an address is known that nothing refuses, and consent was granted. */
export const reachTally: Tally<keyof Reach> = {
  name: 'reach',
  amounts: REACHED_BY,
  shares({ segment, reachedOn }) {
    const adds = reachOfOne(reachedOn);
    return adds === null ? [] : [{ of: nameOfSegment(segment), adds }];
  },
};

/** Segments of which nobody may be written to are left out. */
export async function reachBySegment(reader: TallyReader): Promise<ReadonlyMap<SegmentId | null, Reach>> {
  const rows = await reader.rows(reachTally);
  return new Map(rows.map(({ of, sums }) => [segmentOfName(of), sums]));
}
