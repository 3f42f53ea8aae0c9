import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { postSubscriptionResumeContract } from '../../../../api/feed/post-subscription-resume.contract.ts';
import { call } from '../../../api/call.ts';
import { useFormat } from '../../../format/use-format.ts';
import { Failure } from '../../../ui/failure.tsx';
import { choicesOf, SelectField } from '../../journeys/build/fields/fields.tsx';
import type { Subscription } from './use-subscriptions.ts';
import { useSubscriptionWords } from './words.ts';

const PLACES = ['stopped', 'oldest', 'now'] as const;

interface ResumeProps {
  readonly subscription: Subscription;
  readonly paused: NonNullable<Subscription['paused']>;
}

/** Since when and why nothing is sent, and from where it goes on. */
export function Resume({ subscription: { id, behind }, paused: { since, because } }: ResumeProps) {
  const words = useSubscriptionWords();
  const format = useFormat();
  const queries = useQueryClient();
  // What it lacks is not kept any more: going on where it stopped would be refused.
  const [place, setPlace] = useState<(typeof PLACES)[number]>(because === 'too-old' ? 'oldest' : 'stopped');
  const resume = useMutation({
    mutationFn: () =>
      call<typeof postSubscriptionResumeContract>('post /v1/subscriptions/:id/resume', {
        params: { id },
        body: place === 'stopped' ? {} : { after: place },
      }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['get /v1/subscriptions'] }),
  });
  return (
    <form
      className="notice error"
      onSubmit={(event) => {
        event.preventDefault();
        resume.mutate();
      }}
    >
      <p>
        <strong>{words.pausedSince(format.dateTime(since))}</strong>: {words.because[because]}
      </p>
      <p className="small">
        {words.remedies[because]} {words.waiting(behind)}
      </p>
      <SelectField
        label={words.resuming.from}
        value={place}
        choices={choicesOf(PLACES, words.resuming.places)}
        change={setPlace}
      />
      {resume.error && <Failure error={resume.error} />}
      <button className="button main" type="submit" disabled={resume.isPending}>
        {words.resuming.deed}
      </button>
    </form>
  );
}
