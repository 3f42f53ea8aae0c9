import { useDeferredValue, useEffect, useId, useState } from 'react';
import type { z } from 'zod';
import type { getCustomersContract } from '../../../../api/customers/get-customers.contract.ts';
import type { postJourneyPreviewMessageContract } from '../../../../api/journeys/post-journey-preview-message.contract.ts';
import { useReply } from '../../../api/use-reply.ts';
import { Asked } from '../../../ui/asked.tsx';
import { MailFrame } from '../../../ui/mail-frame.tsx';
import { RenderFault } from '../../../ui/render-fault.tsx';
import { useWords } from '../../../words/words.tsx';
import { OnPhone } from '../phone/on-phone.tsx';
import { useBuilding } from './build-context.ts';

type PreviewCall = typeof postJourneyPreviewMessageContract;
/** What is said, as the call takes it. */
type Said = Pick<z.input<PreviewCall['input']['body']>, 'channel' | 'subject' | 'body' | 'text' | 'title'>;

const PAUSE_MS = 400;
const MOST_FOUND = 8;

/** A message as a real customer would read it, while it is written. */
export function MessagePreview({ said }: { readonly said: Said }) {
  const words = useWords().build.preview;
  const readers = useId();
  const [reader, setReader] = useState('');
  const customer = useSettled(reader.trim());
  const found = useReply<typeof getCustomersContract>(
    'get /v1/customers',
    { query: { limit: MOST_FOUND, sort: 'id', ...(customer === '' ? {} : { search: customer }) } },
    { keep: true },
  );
  const known = found.data?.customers.map(({ id }) => id) ?? [];
  const isKnown = known.includes(customer);
  const message = useSettled(useDeferredValue(JSON.stringify(said)));
  return (
    <section className="preview stack" aria-label={words.title}>
      <label className="field">
        <span className="label">{words.customer}</span>
        <input
          value={reader}
          list={readers}
          placeholder={words.somebody}
          onChange={({ target }) => setReader(target.value)}
        />
        <span className="hint">{words.customerHint}</span>
      </label>
      <datalist id={readers}>
        {known.map((id) => (
          <option key={id} value={id}>
            {id}
          </option>
        ))}
      </datalist>
      <Rendered message={message} customer={isKnown ? customer : undefined} />
    </section>
  );
}

function Rendered({ message, customer }: { readonly message: string; readonly customer: string | undefined }) {
  const words = useWords().build.preview;
  const { id } = useBuilding();
  const { text, ...said }: Said = JSON.parse(message);
  const { channel = 'email' } = said;
  const isMail = channel === 'email';
  const notified = [said.title, text];
  const needed = {
    email: [said.subject, said.body],
    push: notified,
    mobile: notified,
    sms: [text],
    telegram: [text],
  };
  const isWritten = needed[channel].every((part) => part !== undefined && part !== '');
  const own = text === undefined || text === '' ? {} : { text };
  const read = useReply<PreviewCall>(
    'post /v1/journeys/:id/preview-message',
    { params: { id }, body: { ...said, ...own, ...(customer === undefined ? {} : { customer }) } },
    { keep: true, when: isWritten },
  );
  if (!isWritten) return <p className="small soft">{words.nothing}</p>;
  return (
    <Asked reply={read} rows={5}>
      {(mail) => {
        if (mail.problem !== undefined) return <RenderFault problem={mail.problem} fault={mail.fault} />;
        return isMail ? (
          <>
            <p className="preview-subject">{mail.subject}</p>
            <MailFrame html={mail.html ?? ''} title={words.frame} />
          </>
        ) : (
          <OnPhone subject={mail.subject} text={mail.text ?? ''} sms={mail.sms} />
        );
      }}
    </Asked>
  );
}

/** A text once nobody has changed it for a moment. */
function useSettled(text: string): string {
  const [settled, settle] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => settle(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
