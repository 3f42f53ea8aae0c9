import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { getSilenceModelContract } from '../../../../api/silence/get-silence-model.contract.ts';
import type { putSilenceModelContract } from '../../../../api/silence/put-silence-model.contract.ts';
import { call, type CallInput, type CallReply } from '../../../api/call.ts';
import { Failure } from '../../../ui/failure.tsx';
import { useUnsaved } from '../../../ui/unsaved.ts';
import { useWords } from '../../../words/words.tsx';

type Body = CallInput<typeof putSilenceModelContract>['body'];

interface FixedDaysProps {
  readonly model: CallReply<typeof getSilenceModelContract>['model'];
}

const MOST_DAYS = 3_650;

/** Publishes other fixed days, perhaps for everybody. */
export function FixedDays({ model }: FixedDaysProps) {
  const words = useWords();
  const queries = useQueryClient();
  const [overdueDays, setOverdueDays] = useState(model.overdueDays);
  const [lapsedDays, setLapsedDays] = useState(model.lapsedDays);
  const [isOff, setIsOff] = useState(false);
  const isLearned = model.rule !== null || model.rhythm !== null;
  useUnsaved(overdueDays !== model.overdueDays || lapsedDays !== model.lapsedDays || (isOff && isLearned));
  const put = useMutation({
    mutationFn: (body: Body) => call<typeof putSilenceModelContract>('put /v1/silence/model', { body }),
    onSuccess: () => queries.invalidateQueries(),
  });
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        put.mutate({ overdueDays, lapsedDays, ...(isOff ? { rhythm: 'off' } : {}) });
      }}
    >
      <div className="columns">
        <label className="field">
          <span className="label">{words.silence.overdueDays}</span>
          <input
            type="number"
            required
            min={1}
            max={MOST_DAYS}
            value={Number.isNaN(overdueDays) ? '' : overdueDays}
            onChange={({ target }) => setOverdueDays(target.valueAsNumber)}
          />
        </label>
        <label className="field">
          <span className="label">{words.silence.lapsedDays}</span>
          <input
            type="number"
            required
            min={Number.isNaN(overdueDays) ? 2 : overdueDays + 1}
            max={MOST_DAYS}
            value={Number.isNaN(lapsedDays) ? '' : lapsedDays}
            onChange={({ target }) => setLapsedDays(target.valueAsNumber)}
          />
        </label>
      </div>
      {isLearned && (
        <label>
          <input type="checkbox" checked={isOff} onChange={({ target }) => setIsOff(target.checked)} />{' '}
          {words.silence.off}
        </label>
      )}
      {put.error && <Failure error={put.error} />}
      <p className="row">
        <button className="button" type="submit" disabled={put.isPending}>
          {words.data.draft.publish}
        </button>
        <span role="status" className="small up">
          {put.data && (put.data.changed ? words.data.draft.published(put.data.model.version) : words.data.draft.same)}
        </span>
      </p>
    </form>
  );
}
