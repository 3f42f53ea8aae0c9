import type { getJourneysContract } from '../../../api/journeys/get-journeys.contract.ts';
import type { getSegmentsContract } from '../../../api/segments/get-segments.contract.ts';
import type { CallReply } from '../../api/call.ts';
import { useReply } from '../../api/use-reply.ts';

export type SegmentNow = CallReply<typeof getSegmentsContract>['segments'][number];
export type JourneyLine = CallReply<typeof getJourneysContract>['journeys'][number];

export function useSegments() {
  return useReply<typeof getSegmentsContract>('get /v1/segments', {});
}

export interface SegmentNames {
  readonly nameOf: (id: string | null) => string;
  readonly colorOf: (id: string | null) => string;
  /** How good it is: 0 is the best; those without a segment come last. */
  readonly rankOf: (id: string | null) => number;
}

const NO_COLOR = '#8b908d';

/** How segments are called and drawn; one that is gone shows by its id. */
export function segmentNames(segments: readonly SegmentNow[], nameless: string): SegmentNames {
  const find = (id: string | null) => segments.find((each) => each.id === id);
  return {
    nameOf: (id) => (id === null ? nameless : (find(id)?.name ?? id)),
    colorOf: (id) => find(id)?.color ?? NO_COLOR,
    rankOf(id) {
      const rank = segments.findIndex((each) => each.id === id);
      return rank < 0 ? segments.length : rank;
    },
  };
}
