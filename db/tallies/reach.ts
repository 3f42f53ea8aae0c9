import type { SegmentId } from '../../domain/scoring/segment.ts';
import type { TallyReader } from './reader.ts';
import { nameOfSegment, segmentOfName, type Tally } from './tally.ts';

/** Who may get e-mail, by segment: an address is known and consent was granted. */
export const reachTally: Tally<'email'> = {
  name: 'reach',
  amounts: ['email'],
  shares: ({ segment, mayGetEmail }) => (mayGetEmail ? [{ of: nameOfSegment(segment), adds: { email: 1 } }] : []),
};

/** How many may get e-mail; segments of which nobody may are left out. */
export async function reachBySegment(reader: TallyReader): Promise<ReadonlyMap<SegmentId | null, number>> {
  const rows = await reader.rows(reachTally);
  return new Map(rows.map(({ of, sums }) => [segmentOfName(of), sums.email]));
}
