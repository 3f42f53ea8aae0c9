import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { postChannelTestContract } from '../../../../api/channels/post-channel-test.contract.ts';
import { call, type CallReply } from '../../../api/call.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { Failure } from '../../../ui/failure.tsx';
import { useSpeech, useWords } from '../../../words/words.tsx';
import type { ChannelName } from './use-channels.ts';
import { useChannelWords } from './words.ts';

interface TestMessageProps {
  readonly channel: ChannelName;
  readonly close: () => void;
}

/** Sends one message, and says what became of it. */
export function TestMessage({ channel, close }: TestMessageProps) {
  const words = useChannelWords();
  const { names } = useWords().channels;
  const { tests } = words;
  const [to, setTo] = useState('');
  const [text, setText] = useState<string>(tests.usual);
  const send = useMutation({
    mutationFn: () =>
      call<typeof postChannelTestContract>('post /v1/channels/:id/test', {
        params: { id: channel },
        body: { to, text },
      }),
  });
  return (
    <Dialog title={words.testOf(names[channel])} close={close}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          send.mutate();
        }}
      >
        <label className="field">
          <span className="label">{tests.to[channel]}</span>
          {channel === 'push' ? (
            <textarea rows={4} maxLength={2_000} required value={to} onChange={({ target }) => setTo(target.value)} />
          ) : (
            <input
              maxLength={2_000}
              autoComplete="off"
              required
              value={to}
              onChange={({ target }) => setTo(target.value)}
            />
          )}
          <span className="hint">{tests.toHint}</span>
        </label>
        <label className="field">
          <span className="label">{tests.text}</span>
          <input maxLength={500} required value={text} onChange={({ target }) => setText(target.value)} />
        </label>
        {send.error && <Failure error={send.error} />}
        <div role="status">{send.data && <Became reply={send.data} />}</div>
        <p>
          <button className="button main" type="submit" disabled={send.isPending}>
            {tests.send}
          </button>
        </p>
      </form>
    </Dialog>
  );
}

function Became({ reply: { state, goesTo, reason } }: { readonly reply: CallReply<typeof postChannelTestContract> }) {
  const words = useChannelWords();
  const { became } = words.tests;
  const { language } = useSpeech();
  const isInMailbox = state === 'sent' && goesTo === 'mailbox';
  return (
    <p className={state === 'sent' ? 'notice' : 'notice error'}>
      {isInMailbox ? became.inMailbox : became[state]}{' '}
      {isInMailbox && <a href={`/mailbox?language=${language}`}>{words.toMailbox}</a>}
      {reason !== null && (
        <span className="small soft block" lang="en">
          {reason}
        </span>
      )}
    </p>
  );
}
