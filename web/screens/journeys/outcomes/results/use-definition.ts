import type { getJourneyVersionsContract } from '../../../../../api/journeys/get-journey-versions.contract.ts';
import { useReply } from '../../../../api/use-reply.ts';
import type { Definition } from '../../definition.ts';
import type { JourneyNow } from '../../use-journey.ts';

const MOST = 100;

/** What a version says; undefined while it is asked. */
export function useDefinition({ id, live }: JourneyNow, version: number): Definition | undefined {
  const isLive = live?.version === version;
  const versions = useReply<typeof getJourneyVersionsContract>(
    'get /v1/journeys/:id/versions',
    { params: { id }, query: { limit: MOST } },
    { when: !isLive },
  );
  if (isLive) return live.definition;
  return versions.data?.versions.find((one) => one.version === version)?.definition;
}
