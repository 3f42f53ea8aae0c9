import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { postSourceTryContract } from '../../../../api/sources/post-source-try.contract.ts';
import { call, type CallInput, type CallReply } from '../../../api/call.ts';
import { Card } from '../../../ui/card.tsx';
import { Failure } from '../../../ui/failure.tsx';
import type { Source } from './source-list.tsx';
import { useSourceWords } from './words.ts';

type Wanted = CallInput<typeof postSourceTryContract>['body'];
type Tried = CallReply<typeof postSourceTryContract>;

const EXAMPLE = JSON.stringify(
  { type: 'track', userId: 'c-17', event: 'Order Completed', properties: { order_id: '1001', total: 40 } },
  null,
  2,
);

/** Shows what a message of one of the foreign sources would come to, by the rules in force or by others. */
export function TryMessage({ sources }: { readonly sources: readonly Source[] }) {
  const words = useSourceWords();
  const foreign = sources.filter(({ kind, declared }) => declared && kind !== 'api' && kind !== 'browser');
  const [chosen, setChosen] = useState('');
  const [message, setMessage] = useState(EXAMPLE);
  const [topic, setTopic] = useState('');
  const [rules, setRules] = useState('');
  const source = foreign.find(({ id }) => id === chosen) ?? foreign[0];
  const [said, mapping] = [jsonIn(message), rules.trim() === '' ? undefined : jsonIn(rules)];
  const isReadable = said !== null && mapping !== null;
  const attempt = useMutation({
    mutationFn: async () => {
      if (source === undefined || said === null || said === undefined) return null;
      const more = {
        ...(topic === '' ? {} : { topic }),
        ...(mapping ? { mapping: mapping as Wanted['mapping'] } : {}),
      };
      const body = { message: said, ...more };
      return await call<typeof postSourceTryContract>('post /v1/sources/:id/try', { params: { id: source.id }, body });
    },
  });
  if (source === undefined) return null;
  return (
    <Card title={words.tryTitle} about={words.tryAbout}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          attempt.mutate();
        }}
      >
        <div className="columns">
          <label className="field">
            <span className="label">{words.trySource}</span>
            <select value={source.id} onChange={({ target }) => setChosen(target.value)}>
              {foreign.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          </label>
          {source.kind !== 'segment' && (
            <label className="field">
              <span className="label">{words.topic}</span>
              <input maxLength={100} value={topic} onChange={({ target }) => setTopic(target.value)} />
            </label>
          )}
        </div>
        <Json label={words.message} text={message} change={setMessage} />
        <Json label={words.rules} text={rules} change={setRules} />
        {!isReadable && <p role="alert">{words.notJson}</p>}
        <p>
          <button className="button main" type="submit" disabled={!isReadable || attempt.isPending}>
            {words.attempt}
          </button>
        </p>
        {attempt.error && <Failure error={attempt.error} />}
        {attempt.data && <Result tried={attempt.data} />}
      </form>
    </Card>
  );
}

interface JsonProps {
  readonly label: string;
  readonly text: string;
  readonly change: (text: string) => void;
}

function Json({ label, text, change }: JsonProps) {
  return (
    <label className="field">
      <span className="label">{label}</span>
      <textarea rows={6} spellCheck={false} value={text} onChange={({ target }) => change(target.value)} />
    </label>
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
