import type { getDeliverabilityContract } from '../../../api/deliverability/get-deliverability.contract.ts';
import { useReply } from '../../api/use-reply.ts';
import { Asked } from '../../ui/asked.tsx';
import { Arrivals } from './arrivals.tsx';
import { isEmpty } from './figures.ts';

interface OfJourneyProps {
  readonly journey: string;
  readonly version: number;
  readonly days: number;
}

/** Whether the messages of one version of a journey arrive; nothing where it has sent none. */
export function OfJourney({ journey, version, days }: OfJourneyProps) {
  const reply = useReply<typeof getDeliverabilityContract>(
    'get /v1/deliverability',
    { query: { journey, version, days } },
    { keep: true },
  );
  return <Asked reply={reply}>{(of) => !isEmpty(of) && <Arrivals of={of} />}</Asked>;
}
