import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { getFeedSettingsContract } from '../../../../api/feed/get-feed-settings.contract.ts';
import type { putFeedSettingsContract } from '../../../../api/feed/put-feed-settings.contract.ts';
import { call } from '../../../api/call.ts';
import { useReply } from '../../../api/use-reply.ts';
import { useMay } from '../../../session/session-context.tsx';
import { Asked } from '../../../ui/asked.tsx';
import { Failure } from '../../../ui/failure.tsx';
import { FaultsProvider } from '../../../ui/faults-at.ts';
import { faultsOf } from '../../../ui/faults-of.ts';
import { useUnsaved } from '../../../ui/unsaved.ts';
import { NumberField } from '../../journeys/build/fields/fields.tsx';
import { useRetentionWords } from './words.ts';

/** As `keepDays` of the contract says. */
const [SHORTEST, LONGEST] = [1, 90];

/** For how long the feed of changes keeps its lines: it repeats what lies elsewhere, so nothing is lost by it for good. */
export function FeedDays() {
  const words = useRetentionWords().feed;
  const when = useMay('operator');
  const settings = useReply<typeof getFeedSettingsContract>('get /v1/feed/settings', {}, { when });
  return (
    <section className="stack retention-feed" aria-label={words.name}>
      <h3>{words.name}</h3>
      <p className="small soft">{words.covers}</p>
      <Asked reply={settings} rows={1}>
        {({ feed }) =>
          feed === null ? <p className="small">{words.none}</p> : <Days key={feed.keepDays} saved={feed.keepDays} />
        }
      </Asked>
    </section>
  );
}

function Days({ saved }: { readonly saved: number }) {
  const words = useRetentionWords();
  const queries = useQueryClient();
  const [days, setDays] = useState<number | undefined>(saved);
  const save = useMutation({
    mutationFn: (keepDays: number) =>
      call<typeof putFeedSettingsContract>('put /v1/feed/settings', { body: { keepDays } }),
    onSuccess: () => queries.invalidateQueries(),
  });
  useUnsaved(days !== saved);
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        // An empty field is refused by the API in the words of a fault.
        save.mutate(days ?? 0);
      }}
    >
      <FaultsProvider value={faultsOf(save.error)}>
        <NumberField
          label={words.days}
          hint={words.feed.hint(SHORTEST, LONGEST)}
          at="keepDays"
          min={SHORTEST}
          max={LONGEST}
          value={days}
          change={setDays}
        />
      </FaultsProvider>
      {save.error && <Failure error={save.error} />}
      <p>
        <button className="button" type="submit" disabled={days === saved || save.isPending}>
          {words.feed.save}
        </button>
      </p>
    </form>
  );
}
