import type { MoveCount, SegmentCount } from '../../db/segments.ts';
import type { Segment, SegmentId } from '../../domain/rfm/segment.ts';
import { isoTime } from '../../domain/time.ts';
import { rulesInUseView } from '../adoption-view.ts';
import { endpoint } from '../endpoint.ts';
import { hereOf } from '../here.ts';
import { getSegmentsContract } from './get-segments.contract.ts';

export const getSegments = endpoint(getSegmentsContract, async ({ caller }, deps) => {
  const { workspace, now } = await hereOf(deps, caller);
  await deps.stores.currentTotals.bringUpTo(workspace._id, now);
  const [counts, moves, playbook, rules] = await Promise.all([
    deps.stores.segments.counts(workspace._id, now),
    deps.stores.segments.moved(workspace._id, now),
    deps.stores.playbooks.load(workspace._id, workspace.playbook),
    deps.stores.adoption.count(workspace._id),
  ]);
  const customers = sum(counts.map((count) => count.customers));
  const unscored = counts.find((count) => count.segment === null)?.customers ?? 0;
  const shown = [...playbook.scoring.segments.segments, ...formerSegments(playbook.scoring.segments.segments, counts)];
  const segments = shown.map((segment) => segmentLine(segment, counts, moves, customers - unscored));
  const body = { asOf: isoTime(now), customers, unscored, rules: rulesInUseView(rules, playbook), segments };
  return { status: 200, body };
});

function segmentLine(
  { id, name, color }: Segment,
  counts: readonly SegmentCount[],
  moves: readonly MoveCount[],
  scored: number,
) {
  const count = counts.find(({ segment }) => segment === id);
  return {
    id,
    name,
    color,
    customers: count?.customers ?? 0,
    share: count ? count.customers / scored : 0,
    revenue: count?.revenue ?? 0,
    movedIn30d: sum(moves.filter(({ to }) => to === id).map((move) => move.moves)),
    movedOut30d: sum(moves.filter(({ from }) => from === id).map((move) => move.moves)),
    silentIn7d: count?.silent ?? 0,
    valueAtStake: count?.silentValue ?? 0,
  };
}

/** Of earlier rules, as long as somebody has not adopted the new ones. */
function formerSegments(segments: readonly Segment[], counts: readonly SegmentCount[]): readonly Segment[] {
  const known = new Set<SegmentId | null>([null, ...segments.map(({ id }) => id)]);
  return counts.flatMap(({ segment }) =>
    segment === null || known.has(segment) ? [] : [{ id: segment, name: segment, color: '#999999' }],
  );
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
