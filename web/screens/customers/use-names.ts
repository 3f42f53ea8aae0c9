import type { getAudiencesContract } from '../../../api/audiences/get-audiences.contract.ts';
import type { getJourneysContract } from '../../../api/journeys/get-journeys.contract.ts';
import { useReply } from '../../api/use-reply.ts';
import { useWords } from '../../words/words.tsx';
import { segmentNames, useSegments, type SegmentNames } from '../segments/use-segments.ts';

interface Named {
  readonly id: string;
  readonly name: string;
}

/** How everything is called that a customer can be in. */
export interface Names extends SegmentNames {
  readonly segments: readonly Named[];
  readonly audiences: readonly Named[];
  readonly journeys: readonly Named[];
  readonly audienceName: (id: string) => string;
  readonly journeyName: (id: string) => string;
}

/** Segments, audiences and journeys of the workspace; what is not known, or gone, shows by its id. */
export function useNames(): Names {
  const { noSegment } = useWords().customers;
  const segments = useSegments().data?.segments ?? [];
  const audiences = useReply<typeof getAudiencesContract>('get /v1/audiences', {}).data?.audiences ?? [];
  const journeys = useReply<typeof getJourneysContract>('get /v1/journeys', {}).data?.journeys ?? [];
  const nameIn = (list: readonly Named[]) => (id: string) => list.find((each) => each.id === id)?.name ?? id;
  return {
    ...segmentNames(segments, noSegment),
    segments,
    audiences: audiences.filter(({ live, archived }) => live !== null && !archived),
    journeys: journeys.filter(({ live }) => live !== null),
    audienceName: nameIn(audiences),
    journeyName: nameIn(journeys),
  };
}
