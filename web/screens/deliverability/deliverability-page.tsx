import { Link } from 'wouter';
import type { getDeliverabilityContract } from '../../../api/deliverability/get-deliverability.contract.ts';
import { useReply } from '../../api/use-reply.ts';
import { Asked } from '../../ui/asked.tsx';
import { Card } from '../../ui/card.tsx';
import { Choice } from '../../ui/choice.tsx';
import { useChosen } from '../../ui/use-chosen.ts';
import { Arrivals } from './arrivals.tsx';
import { FigureTable } from './figure-table.tsx';
import type { Deliverability } from './figures.ts';
import { useDeliverabilityWords } from './words.ts';

const DAYS = [7, 30, 90, 365] as const;
const CHANNELS = ['email', 'sms', 'telegram', 'push', 'mobile'] as const;

/** Whether messages arrive, over all journeys. */
export function DeliverabilityPage() {
  const words = useDeliverabilityWords();
  const { chosen: address, choose } = useChosen();
  const days = DAYS.find((each) => String(each) === address.get('days')) ?? 30;
  const channel = CHANNELS.find((each) => each === address.get('channel'));
  const reply = useReply<typeof getDeliverabilityContract>(
    'get /v1/deliverability',
    { query: { days, ...(channel === undefined ? {} : { channel }) } },
    { keep: true },
  );
  return (
    <div className="stack">
      <div className="row filters">
        <Choice name={words.days} value={String(days)} choose={(value) => choose('days', value)}>
          {DAYS.map((each) => (
            <option key={each} value={each}>
              {words.dayCount(each)}
            </option>
          ))}
        </Choice>
        <Choice name={words.channel} value={channel ?? ''} choose={(value) => choose('channel', value)}>
          <option value="">{words.everyChannel}</option>
          {CHANNELS.map((each) => (
            <option key={each} value={each}>
              {words.channels[each]}
            </option>
          ))}
        </Choice>
      </div>
      <Asked reply={reply} rows={8}>
        {(of) => <Overview of={of} />}
      </Asked>
    </div>
  );
}

function Overview({ of }: { readonly of: Deliverability }) {
  const words = useDeliverabilityWords();
  const { channels, journeys } = of;
  return (
    <div className="stack">
      <Arrivals of={of} />
      {journeys.length > 0 && (
        <Card title={words.byJourney}>
          <FigureTable
            label={words.byJourney}
            first={words.journey}
            rows={journeys.map(({ journey, name, messages }) => ({
              key: journey,
              name: <Link href={`/journeys/${journey}/results`}>{name}</Link>,
              messages,
            }))}
          />
        </Card>
      )}
      {channels.length > 1 && (
        <Card title={words.byChannel}>
          <FigureTable
            label={words.byChannel}
            first={words.channel}
            rows={channels.map(({ channel, messages }) => ({ key: channel, name: words.channels[channel], messages }))}
          />
        </Card>
      )}
    </div>
  );
}
