import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { postRetentionPreviewContract } from '../../../../api/privacy/post-retention-preview.contract.ts';
import type { putRetentionContract } from '../../../../api/privacy/put-retention.contract.ts';
import { call } from '../../../api/call.ts';
import { useReply } from '../../../api/use-reply.ts';
import { useFormat } from '../../../format/use-format.ts';
import { Failure } from '../../../ui/failure.tsx';
import { FaultsProvider } from '../../../ui/faults-at.ts';
import { faultsOf } from '../../../ui/faults-of.ts';
import { useUnsaved } from '../../../ui/unsaved.ts';
import { NumberField } from '../../journeys/build/fields/fields.tsx';
import { WouldGo } from './purges.tsx';
import { daysOf, isForGood, type Days, type Kept } from './retention.ts';
import { useRetentionWords } from './words.ts';

/** The periods, class by class. They are saved after somebody has seen what that takes away. */
export function RetentionForm({ kept }: { readonly kept: readonly Kept[] }) {
  const words = useRetentionWords();
  const saved = daysOf(kept);
  const [days, setDays] = useState<Days>(saved);
  const [asked, setAsked] = useState<Days | null>(null);
  const isChanged = JSON.stringify(days) !== JSON.stringify(saved);
  useUnsaved(isChanged);
  const preview = useReply<typeof postRetentionPreviewContract>(
    'post /v1/retention/preview',
    { body: asked ?? days },
    { when: asked !== null },
  );
  const error = asked === null ? null : preview.error;
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setAsked(days);
      }}
    >
      <FaultsProvider value={faultsOf(error)}>
        <div className="retention-grid">
          {kept.map((one) => (
            <Period
              key={one.what}
              kept={one}
              days={days[one.what]}
              change={(to) => {
                setDays({ ...days, [one.what]: to });
                setAsked(null);
              }}
            />
          ))}
        </div>
      </FaultsProvider>
      {error && <Failure error={error} />}
      {asked !== null && preview.data !== undefined && error === null ? (
        <Surely days={asked} would={preview.data.would} back={() => setAsked(null)} />
      ) : (
        <p className="row">
          <button className="button main" type="submit" disabled={!isChanged || (asked !== null && preview.isFetching)}>
            {words.look}
          </button>
          <span className="small soft">{isChanged ? words.notSaved : ''}</span>
        </p>
      )}
    </form>
  );
}

interface PeriodProps {
  readonly kept: Kept;
  readonly days: number | null;
  readonly change: (days: number | null) => void;
}

function Period({ kept: { what, shortest, purgedTo }, days, change }: PeriodProps) {
  const words = useRetentionWords();
  const format = useFormat();
  const { name, covers } = words.classes[what];
  return (
    <section className="retention-class" aria-label={name}>
      <h3>{name}</h3>
      <p className="small soft">{covers}</p>
      <NumberField
        label={words.days}
        hint={words.daysHint(shortest)}
        at={what}
        min={shortest}
        value={days ?? undefined}
        change={(to) => change(to ?? null)}
      />
      {purgedTo !== null && <p className="small soft">{words.goneTo(format.date(purgedTo))}</p>}
    </section>
  );
}

interface SurelyProps {
  readonly days: Days;
  readonly would: Parameters<typeof WouldGo>[0]['would'];
  readonly back: () => void;
}

/** What is lost for good, in words, before it is saved. */
function Surely({ days, would, back }: SurelyProps) {
  const words = useRetentionWords();
  const queries = useQueryClient();
  const save = useMutation({
    mutationFn: () => call<typeof putRetentionContract>('put /v1/retention', { body: days }),
    onSuccess: () => queries.invalidateQueries(),
  });
  const { surely } = words;
  return (
    <div className={isForGood(days) ? 'notice' : 'notice error'} role="status">
      <strong>{isForGood(days) ? surely.forGood : surely.title}</strong>
      {!isForGood(days) && (
        <>
          <WouldGo would={would} isExplained />
          <p className="small">{surely.text}</p>
        </>
      )}
      {save.error && <Failure error={save.error} />}
      <div className="row">
        <button
          className={`button ${isForGood(days) ? 'main' : 'danger'}`}
          type="button"
          disabled={save.isPending}
          onClick={() => save.mutate()}
        >
          {surely.deed}
        </button>
        <button className="button" type="button" onClick={back}>
          {surely.back}
        </button>
      </div>
    </div>
  );
}
