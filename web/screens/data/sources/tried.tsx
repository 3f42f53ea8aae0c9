import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { postSourceTryContract } from '../../../../api/sources/post-source-try.contract.ts';
import { call, type CallInput, type CallReply } from '../../../api/call.ts';
import { Failure } from '../../../ui/failure.tsx';
import { TextField } from '../../journeys/build/fields/fields.tsx';
import { exampleOf } from './example.ts';
import type { Source } from './source.ts';
import { useSourceWords } from './words.ts';

type Tried = CallReply<typeof postSourceTryContract>;
export type Mapping = NonNullable<CallInput<typeof postSourceTryContract>['body']['mapping']>;

interface TryBoxProps {
  readonly source: Pick<Source, 'id' | 'kind'>;
  /** Left out: as the source is read now. */
  readonly mapping?: Mapping;
}

/** What a pasted message would come to. It is no form, since it may stand in one. */
export function TryBox({ source: { id, kind }, mapping }: TryBoxProps) {
  const words = useSourceWords();
  const [message, setMessage] = useState(() => exampleOf(kind));
  const [topic, setTopic] = useState('');
  const said = jsonIn(message);
  const attempt = useMutation({
    mutationFn: async () => {
      if (said === null) return null;
      const more = { ...(topic === '' ? {} : { topic }), ...(mapping ? { mapping } : {}) };
      const body = { message: said, ...more };
      return await call<typeof postSourceTryContract>('post /v1/sources/:id/try', { params: { id }, body });
    },
  });
  return (
    <div className="stack">
      {kind !== 'segment' && <TextField label={words.topic} value={topic} change={setTopic} />}
      <TextField label={words.message} hint={words.messageHint} rows={6} isCode value={message} change={setMessage} />
      {said === null && <p role="alert">{words.notJson}</p>}
      <p>
        <button
          className="button"
          type="button"
          disabled={said === null || attempt.isPending}
          onClick={() => attempt.mutate()}
        >
          {words.attempt}
        </button>
      </p>
      {attempt.error && <Failure error={attempt.error} />}
      {attempt.data && <Result tried={attempt.data} />}
    </div>
  );
}

function Result({ tried }: { readonly tried: Tried }) {
  const words = useSourceWords();
  const { is, customer, waitsFor, events, contact, reason, path, message } = tried;
  return (
    <div className="stack" role="status">
      <p>
        <strong>{words.becomes[is]}</strong> {reason !== null && <code>{reason}</code>}{' '}
        {message !== null && `${path === null || path === '' ? '' : `${path}: `}${message}`}
      </p>
      {customer !== null && <p>{words.ofWhom(customer)}</p>}
      {waitsFor !== null && <p>{words.waits[waitsFor]}</p>}
      {contact.length > 0 && <p>{words.contact(contact.join(', '))}</p>}
      {events.length > 0 && <pre className="scrolls">{JSON.stringify(events, null, 2)}</pre>}
    </div>
  );
}

/** `null` for what is no JSON object. */
function jsonIn(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}
