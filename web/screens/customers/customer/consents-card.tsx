import { useState } from 'react';
import type { getConsentsContract } from '../../../../api/contacts/get-consents.contract.ts';
import type { CallReply } from '../../../api/call.ts';
import { useReply } from '../../../api/use-reply.ts';
import { useFormat } from '../../../format/use-format.ts';
import { OnlyFor } from '../../../session/allowed.tsx';
import { Asked } from '../../../ui/asked.tsx';
import { Card } from '../../../ui/card.tsx';
import { useWords } from '../../../words/words.tsx';
import { ConsentLedger } from './consent-ledger.tsx';
import { NoteConsent } from './note-consent.tsx';
import { useConsentWords } from './consent-words.ts';

export type Consents = CallReply<typeof getConsentsContract>;
type Where = Consents['channels'][number];

/** Where somebody can be written to, what they agreed to, and how that can be shown. No address is ever given back. */
export function ConsentsCard({ id }: { readonly id: string }) {
  const words = useConsentWords();
  const [isNoting, setIsNoting] = useState(false);
  const reply = useReply<typeof getConsentsContract>('get /v1/customers/:id/consents', { params: { id } });
  return (
    <Card title={words.title}>
      <div className="stack">
        <Asked reply={reply} rows={3}>
          {(consents) => <Known consents={consents} />}
        </Asked>
        <OnlyFor to="marketer">
          <p>
            <button className="button small" type="button" onClick={() => setIsNoting(true)}>
              {words.note}
            </button>
          </p>
        </OnlyFor>
        {isNoting && <NoteConsent id={id} close={() => setIsNoting(false)} />}
      </div>
    </Card>
  );
}

function Known({ consents }: { readonly consents: Consents }) {
  const words = useConsentWords();
  const { channels, ledger, pending, now } = consents;
  const shown = channels.filter(
    ({ channel, hasAddress }) =>
      hasAddress ||
      [...now.filter(({ status }) => status !== 'none'), ...pending].some((one) => one.channel === channel),
  );
  if (shown.length === 0) return <p className="soft">{words.nothing}</p>;
  return (
    <div className="stack">
      {shown.map((where) => (
        <OneChannel key={where.channel} where={where} consents={consents} />
      ))}
      {ledger.length > 0 && <ConsentLedger ledger={ledger} />}
    </div>
  );
}

interface OneChannelProps {
  readonly where: Where;
  readonly consents: Consents;
}

function OneChannel({ where, consents: { now, pending } }: OneChannelProps) {
  const words = useConsentWords();
  const { channels } = useWords();
  const format = useFormat();
  const own = <One extends { readonly channel: Where['channel'] }>(all: readonly One[]) =>
    all.filter(({ channel }) => channel === where.channel);
  return (
    <section>
      <h3>{channels.names[where.channel]}</h3>
      <dl className="pairs">
        <dt>{words.address}</dt>
        <dd>{where.hasAddress ? words.stored : words.noAddress}</dd>
        {own(now).map(({ purpose, status }) => (
          <div key={purpose} className="pair">
            <dt>{words.purposes[purpose]}</dt>
            <dd>{words.status[status]}</dd>
          </div>
        ))}
        {own(pending).map(({ purpose, expiresAt }) => (
          <div key={`pending ${purpose}`} className="pair">
            <dt>{words.purposes[purpose]}</dt>
            <dd>{words.pending(format.date(expiresAt))}</dd>
          </div>
        ))}
      </dl>
      <Barred where={where} />
    </section>
  );
}

/** Why nothing is sent to the address that is there. */
function Barred({ where: { refused, suppressed } }: { readonly where: Where }) {
  const words = useConsentWords();
  const format = useFormat();
  if (suppressed !== null) {
    return (
      <p className="small down">{words.suppressed(words.because[suppressed.reason], format.date(suppressed.since))}</p>
    );
  }
  return refused && <p className="small down">{words.refused(refused.reason, format.date(refused.at))}</p>;
}
