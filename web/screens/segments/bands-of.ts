import type { getMovesDaysContract } from '../../../api/segments/get-moves-days.contract.ts';
import type { CallReply } from '../../api/call.ts';
import type { Band, BandKind } from '../../charts/bands-layout.ts';
import type { SegmentNow } from './use-segments.ts';

type Kinds = CallReply<typeof getMovesDaysContract>['moves'];

/**
 * Moves as bands, and who stayed: of those in a segment now, all who did not come into it within the time. Somebody who came twice
 * was taken off twice, so it may be too few, and never below nobody.
 * @param segments best first
 */
export function bandsOf(kinds: Kinds, segments: readonly SegmentNow[]): readonly Band[] {
  const rank = new Map(segments.map(({ id }, index) => [id, index]));
  const moved = kinds.map(({ from, to, moves }) => ({
    from,
    to,
    value: moves.reduce((sum, each) => sum + each, 0),
    kind: kindOf(from, to, rank),
  }));
  const stayed = segments.map(({ id, customers }) => {
    const came = moved.filter(({ to }) => to === id).reduce((sum, { value }) => sum + value, 0);
    return { from: id, to: id, value: Math.max(0, customers - came), kind: 'stayed' as const };
  });
  return [...stayed, ...moved];
}

function kindOf(from: string | null, to: string | null, rank: ReadonlyMap<string, number>): BandKind {
  if (from === null) return 'first';
  const [before, now] = [rank.get(from) ?? Infinity, to === null ? Infinity : (rank.get(to) ?? Infinity)];
  return now < before ? 'up' : 'down';
}

/** The largest move downwards. */
export function largestSlide(bands: readonly Band[]): Band | undefined {
  return bands.filter(({ kind }) => kind === 'down').toSorted((a, b) => b.value - a.value)[0];
}
