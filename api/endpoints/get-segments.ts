import type { MoveCount, SegmentCount } from '../../db/segments.ts';
import { SEGMENTS, type Segment } from '../../domain/rfm/segment.ts';
import { isoTime } from '../../domain/time.ts';
import { endpoint } from '../endpoint.ts';
import { hereOf } from '../here.ts';
import { getSegmentsContract } from './get-segments.contract.ts';

/** Days of a customer's usual spending that are at stake when they fall silent. */
const AT_STAKE_DAYS = 90;

export const getSegments = endpoint(getSegmentsContract, async ({ caller }, deps) => {
  const { workspace, now } = await hereOf(deps, caller);
  const [counts, moves, playbook] = await Promise.all([
    deps.stores.segments.counts(workspace._id, now),
    deps.stores.segments.moved(workspace._id, now),
    deps.stores.playbooks.load(workspace._id, workspace.playbook),
  ]);
  const customers = sum(counts.map((count) => count.customers));
  const unscored = counts.find((count) => count.segment === null)?.customers ?? 0;
  const segments = SEGMENTS.map((segment) =>
    segmentLine(segment, counts, moves, customers - unscored, playbook.scoring.windowDays),
  );
  return { status: 200, body: { asOf: isoTime(now), customers, unscored, segments } };
});

function segmentLine(
  { id, name }: Segment,
  counts: readonly SegmentCount[],
  moves: readonly MoveCount[],
  scored: number,
  windowDays: number,
) {
  const count = counts.find(({ segment }) => segment === id);
  return {
    id,
    name,
    customers: count?.customers ?? 0,
    share: count ? count.customers / scored : 0,
    revenue: count?.revenue ?? 0,
    movedIn30d: sum(moves.filter(({ to }) => to === id).map((move) => move.moves)),
    movedOut30d: sum(moves.filter(({ from }) => from === id).map((move) => move.moves)),
    silentIn7d: count?.silent ?? 0,
    valueAtStake: Math.round(((count?.silentRevenue ?? 0) * AT_STAKE_DAYS) / windowDays),
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
