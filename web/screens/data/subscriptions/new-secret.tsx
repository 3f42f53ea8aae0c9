import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { postSubscriptionSecretContract } from '../../../../api/feed/post-subscription-secret.contract.ts';
import { call } from '../../../api/call.ts';
import { useFormat } from '../../../format/use-format.ts';
import { Failure } from '../../../ui/failure.tsx';
import { SelectField } from '../../journeys/build/fields/fields.tsx';
import { ShownOnce } from './subscription-form.tsx';
import type { Subscription } from './use-subscriptions.ts';
import { useSubscriptionWords } from './words.ts';

/** For how many hours the secret before signs beside it. */
const HOURS = ['24', '72', '168', '0'] as const;

/** Makes another secret, and shows it this one time. */
export function NewSecret({ subscription: { id, secret } }: { readonly subscription: Subscription }) {
  const words = useSubscriptionWords().secret;
  const format = useFormat();
  const [hours, setHours] = useState<(typeof HOURS)[number]>('24');
  const queries = useQueryClient();
  const rotate = useMutation({
    mutationFn: () =>
      call<typeof postSubscriptionSecretContract>('post /v1/subscriptions/:id/secret', {
        params: { id },
        body: { keepHours: Number(hours) },
      }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['get /v1/subscriptions'] }),
  });
  const { since, previousUntil } = secret;
  return (
    <details>
      <summary>{words.title}</summary>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          rotate.mutate();
        }}
      >
        <p className="small soft">
          {words.since(format.dateTime(since))}{' '}
          {previousUntil !== null && words.previous(format.dateTime(previousUntil))}
        </p>
        <SelectField
          label={words.keep}
          hint={words.keepHint}
          value={hours}
          choices={HOURS.map((value) => ({ value, text: words.hours(Number(value)) }))}
          change={setHours}
        />
        {rotate.error && <Failure error={rotate.error} />}
        <div role="status">{rotate.data && <ShownOnce secret={rotate.data.secret} />}</div>
        <p>
          <button className="button" type="submit" disabled={rotate.isPending}>
            {words.deed}
          </button>
        </p>
      </form>
    </details>
  );
}
