import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Dialog } from '../../ui/dialog.tsx';
import { Failure } from '../../ui/failure.tsx';
import { useWords } from '../../words/words.tsx';

interface PublishProps {
  /** Saves the draft and puts it in force. */
  readonly publish: () => Promise<{ readonly version: number; readonly changed: boolean }>;
}

/** The button that puts a draft in force, with a question before and the answer after. */
export function Publish({ publish }: PublishProps) {
  const words = useWords().data.draft;
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  const put = useMutation({ mutationFn: publish, onSettled: () => queries.invalidateQueries() });
  const close = () => {
    setAsking(false);
    put.reset();
  };
  return (
    <>
      <button className="button main" type="button" onClick={() => setAsking(true)}>
        {words.publish}
      </button>
      {asking && (
        <Dialog title={words.surely} close={close}>
          <p>{words.surelyText}</p>
          {put.error && <Failure error={put.error} />}
          <p role="status" className="up">
            {put.data && (put.data.changed ? words.published(put.data.version) : words.same)}
          </p>
          {!put.data && (
            <button className="button main" type="button" disabled={put.isPending} onClick={() => put.mutate()}>
              {words.publish}
            </button>
          )}
        </Dialog>
      )}
    </>
  );
}
