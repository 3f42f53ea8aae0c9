import type { getJourneyContract } from '../../../api/journeys/get-journey.contract.ts';
import type { CallReply } from '../../api/call.ts';
import { useReply } from '../../api/use-reply.ts';

export type JourneyNow = CallReply<typeof getJourneyContract>;

/** What every tab of a journey is given. */
export interface JourneyTabProps {
  readonly journey: JourneyNow;
}

const OF_ONE = 'get /v1/journeys/:id';

/** Under which key the queries keep a journey; what a save answers is put there, so that all of the frame shows it. */
export function journeyKey(id: string) {
  return [OF_ONE, { params: { id } }] as const;
}

export function useJourney(id: string) {
  return useReply<typeof getJourneyContract>(OF_ONE, { params: { id } });
}
