import { useDeferredValue, useEffect, useState } from 'react';
import type { getCustomersContract } from '../../../../api/customers/get-customers.contract.ts';
import type { postJourneyPreviewMessageContract } from '../../../../api/journeys/post-journey-preview-message.contract.ts';
import { useReply } from '../../../api/use-reply.ts';
import { Asked } from '../../../ui/asked.tsx';
import { useWords } from '../../../words/words.tsx';
import { useBuilding } from './build-context.ts';

interface PreviewProps {
  readonly subject: string;
  readonly body: string;
  readonly text: string | undefined;
}

const PAUSE_MS = 400;
const MOST_FOUND = 8;

/** A message as a real customer would read it, while it is written. */
export function MessagePreview({ subject, body, text }: PreviewProps) {
  const words = useWords().build.preview;
  const [reader, setReader] = useState('');
  const customer = useSettled(reader.trim());
  const found = useReply<typeof getCustomersContract>(
    'get /v1/customers',
    { query: { limit: MOST_FOUND, ...(customer === '' ? {} : { search: customer }) } },
    { keep: true },
  );
  const known = found.data?.customers.map(({ id }) => id) ?? [];
  const isKnown = known.includes(customer);
  const message = useSettled(useDeferredValue(JSON.stringify({ subject, body, text })));
  return (
    <section className="preview stack" aria-label={words.title}>
      <label className="field">
        <span className="label">{words.customer}</span>
        <input
          value={reader}
          list="preview-readers"
          placeholder={words.somebody}
          onChange={({ target }) => setReader(target.value)}
        />
        <span className="hint">{words.customerHint}</span>
      </label>
      <datalist id="preview-readers">
        {known.map((id) => (
          <option key={id} value={id} />
        ))}
      </datalist>
      <Rendered message={message} customer={isKnown ? customer : undefined} />
    </section>
  );
}

function Rendered({ message, customer }: { readonly message: string; readonly customer: string | undefined }) {
  const words = useWords().build.preview;
  const { id } = useBuilding();
  const { subject, body, text }: PreviewProps = JSON.parse(message);
  const isWritten = subject !== '' && body !== '';
  const own = text === undefined || text === '' ? {} : { text };
  const read = useReply<typeof postJourneyPreviewMessageContract>(
    'post /v1/journeys/:id/preview-message',
    { params: { id }, body: { subject, body, ...own, ...(customer === undefined ? {} : { customer }) } },
    { keep: true, when: isWritten },
  );
  if (!isWritten) return <p className="small soft">{words.nothing}</p>;
  return (
    <Asked reply={read} rows={5}>
      {(mail) =>
        mail.problem === undefined ? (
          <>
            <p className="preview-subject">{mail.subject}</p>
            <iframe className="preview-frame" sandbox="" srcDoc={mail.html ?? ''} title={words.frame} />
          </>
        ) : (
          <p className="notice error">{mail.problem}</p>
        )
      }
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
