import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { Dialog } from '../../ui/dialog.tsx';
import { Failure } from '../../ui/failure.tsx';
import { useWords } from '../../words/words.tsx';

interface PublishProps {
  /** Saves the draft and puts it in force. */
  readonly publish: () => Promise<{ readonly version: number; readonly changed: boolean }>;
  /** What has to be done before the question can be asked; where it fails, somebody else says why. */
  readonly prepare?: () => Promise<unknown>;
  /** False: not yet. */
  readonly isReady?: boolean;
  /** What publishing comes to; left out, that of rules that hold for customers. */
  readonly text?: string;
  /** What it comes to, below the question. */
  readonly children?: ReactNode;
}

/** The button that puts a draft in force, with a question before and the answer after. */
export function Publish({ publish, prepare, isReady = true, text, children }: PublishProps) {
  const words = useWords().data.draft;
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  const put = useMutation({ mutationFn: publish, onSettled: () => queries.invalidateQueries() });
  const ask = () => {
    if (prepare === undefined) setAsking(true);
    else
      prepare().then(
        () => setAsking(true),
        () => undefined,
      );
  };
  const close = () => {
    setAsking(false);
    put.reset();
  };
  return (
    <>
      <button className="button main" type="button" disabled={!isReady} onClick={ask}>
        {words.publish}
      </button>
      {asking && (
        <Dialog title={words.surely} close={close}>
          <p>{text ?? words.surelyText}</p>
          {!put.data && children}
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
