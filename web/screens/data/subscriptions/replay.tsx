import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { postSubscriptionReplayContract } from '../../../../api/feed/post-subscription-replay.contract.ts';
import { call } from '../../../api/call.ts';
import { instantOf } from '../../../format/local-time.ts';
import { useSession } from '../../../session/session-context.tsx';
import { Failure } from '../../../ui/failure.tsx';
import { FaultsProvider } from '../../../ui/faults-at.ts';
import { faultsOf } from '../../../ui/faults-of.ts';
import { Field } from '../../journeys/build/fields/field.tsx';
import type { Subscription } from './use-subscriptions.ts';
import { useSubscriptionWords } from './words.ts';

/** Sends a span of changes once more, for a receiver that has lost them. */
export function Replay({ subscription: { id, replaying } }: { readonly subscription: Subscription }) {
  const words = useSubscriptionWords().replay;
  const { timezone } = useSession().workspace;
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const queries = useQueryClient();
  const replay = useMutation({
    mutationFn: () => {
      const until = to === '' ? {} : { to: instantOf(to, timezone) };
      const body = { from: instantOf(from, timezone), ...until };
      return call<typeof postSubscriptionReplayContract>('post /v1/subscriptions/:id/replay', { params: { id }, body });
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['get /v1/subscriptions'] }),
  });
  return (
    <details>
      <summary>{words.title}</summary>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          replay.mutate();
        }}
      >
        <p className="small soft">{words.text}</p>
        <FaultsProvider value={faultsOf(replay.error)}>
          <div className="columns">
            <TimeField label={words.from} at="from" value={from} change={setFrom} isRequired />
            <TimeField label={words.to} hint={words.toHint} at="to" value={to} change={setTo} />
          </div>
        </FaultsProvider>
        {replay.error && <Failure error={replay.error} />}
        <p className="row">
          <button className="button" type="submit" disabled={replay.isPending || replaying}>
            {words.deed}
          </button>
          <span role="status" className="small up">
            {replaying ? words.running : ''}
          </span>
        </p>
      </form>
    </details>
  );
}

interface TimeFieldProps {
  readonly label: string;
  readonly hint?: string;
  readonly at: string;
  readonly value: string;
  readonly change: (value: string) => void;
  readonly isRequired?: boolean;
}

function TimeField({ label, hint, at, value, change, isRequired = false }: TimeFieldProps) {
  return (
    <Field label={label} hint={hint} at={at}>
      {(control) => (
        <input
          {...control}
          type="datetime-local"
          required={isRequired}
          value={value}
          onChange={({ target }) => change(target.value)}
        />
      )}
    </Field>
  );
}
