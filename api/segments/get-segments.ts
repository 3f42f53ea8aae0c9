import { rulesCounts } from '../../db/tallies/rules.ts';
import { segmentFigures, type SegmentFigures } from '../../db/tallies/segment-figures.ts';
import { NOBODY_REACHED } from '../../domain/channels/reach.ts';
import type { Segment, SegmentId } from '../../domain/scoring/segment.ts';
import { isoTime } from '../../domain/time.ts';
import { rulesInUseView } from '../scoring/adoption-view.ts';
import { countBeforeReading } from './census.ts';
import { endpoint } from '../http/endpoint.ts';
import { hereOf } from '../http/here.ts';
import { getSegmentsContract } from './get-segments.contract.ts';

export const getSegments = endpoint(getSegmentsContract, async ({ caller }, deps) => {
  const here = await hereOf(deps, caller);
  const { workspace, now } = here;
  const uncounted = await countBeforeReading(deps, here);
  const [{ segments: figures, rules }, playbook] = await Promise.all([
    deps.stores.tallies.read(workspace._id, async (reader) => {
      const at = { timezone: workspace.timezone, now };
      const [segments, counts] = await Promise.all([segmentFigures(reader, at), rulesCounts(reader)]);
      return { segments, rules: counts };
    }),
    deps.stores.playbooks.load(workspace._id, workspace.playbook),
  ]);
  const customers = figures.reduce((sum, one) => sum + one.customers, 0);
  const unscored = figures.find(({ segment }) => segment === null)?.customers ?? 0;
  const shown = [...playbook.scoring.segments.segments, ...formerSegments(playbook.scoring.segments.segments, figures)];
  const segments = shown.map((segment) => segmentLine(segment, figures, customers - unscored));
  const body = { asOf: isoTime(now), uncounted, customers, unscored, rules: rulesInUseView(rules, playbook), segments };
  return { status: 200, body };
});

function segmentLine({ id, name, color }: Segment, figures: readonly SegmentFigures[], scored: number) {
  const own = figures.find(({ segment }) => segment === id);
  const customers = own?.customers ?? 0;
  const reach = own?.reach ?? NOBODY_REACHED;
  return {
    id,
    name,
    color,
    customers,
    share: customers === 0 ? 0 : customers / scored,
    revenue: own?.revenue ?? 0,
    movedIn30d: own?.movedIn ?? 0,
    movedOut30d: own?.movedOut ?? 0,
    mayGetEmail: reach.email,
    reach: { ...reach },
    silentIn7d: own?.silent.customers ?? 0,
    valueAtStake: own?.silent.valueAtStake ?? 0,
  };
}

/** Of earlier rules, as long as somebody has not adopted the new ones. */
function formerSegments(segments: readonly Segment[], figures: readonly SegmentFigures[]): readonly Segment[] {
  const known = new Set<SegmentId | null>([null, ...segments.map(({ id }) => id)]);
  return figures.flatMap(({ segment, customers }) =>
    segment === null || known.has(segment) || customers === 0 ? [] : [{ id: segment, name: segment, color: '#999999' }],
  );
}
