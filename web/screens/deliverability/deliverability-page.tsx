import { Link, useSearchParams } from 'wouter';
import type { getDeliverabilityContract } from '../../../api/deliverability/get-deliverability.contract.ts';
import { useReply } from '../../api/use-reply.ts';
import { Asked } from '../../ui/asked.tsx';
import { Card } from '../../ui/card.tsx';
import { Arrivals } from './arrivals.tsx';
import { FigureTable } from './figure-table.tsx';
import type { Deliverability } from './figures.ts';
import { useDeliverabilityWords } from './words.ts';

const DAYS = [7, 30, 90, 365] as const;
const CHANNELS = ['email', 'sms', 'telegram', 'push'] as const;

/** Whether messages arrive, over all journeys. */
export function DeliverabilityPage() {
  const words = useDeliverabilityWords();
  const [address, setAddress] = useSearchParams();
  const days = DAYS.find((each) => String(each) === address.get('days')) ?? 30;
  const channel = CHANNELS.find((each) => each === address.get('channel'));
  const reply = useReply<typeof getDeliverabilityContract>(
    'get /v1/deliverability',
    { query: { days, ...(channel === undefined ? {} : { channel }) } },
    { keep: true },
  );
  const choose = (name: string, value: string) =>
    setAddress(
      (now) => {
        const next = new URLSearchParams(now);
        if (value === '') next.delete(name);
        else next.set(name, value);
        return next;
      },
      { replace: true },
    );
  return (
    <div className="stack">
      <div className="row filters">
        <label className="row">
          <span className="small">{words.days}</span>
          <select value={days} onChange={({ target }) => choose('days', target.value)}>
            {DAYS.map((each) => (
              <option key={each} value={each}>
                {words.dayCount(each)}
              </option>
            ))}
          </select>
        </label>
        <label className="row">
          <span className="small">{words.channel}</span>
          <select value={channel ?? ''} onChange={({ target }) => choose('channel', target.value)}>
            <option value="">{words.everyChannel}</option>
            {CHANNELS.map((each) => (
              <option key={each} value={each}>
                {words.channels[each]}
              </option>
            ))}
          </select>
        </label>
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
