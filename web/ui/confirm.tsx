import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useWords } from '../words/words.tsx';
import { Dialog } from './dialog.tsx';
import { Failure } from './failure.tsx';

interface ConfirmProps {
  readonly title: string;
  /** What it comes to, in a sentence. */
  readonly text: string;
  /** On the button that does it. */
  readonly deed: string;
  readonly act: () => Promise<unknown>;
  readonly close: () => void;
}

/** Asks before something that cannot be taken back, and does it. */
export function Confirm({ title, text, deed, act, close }: ConfirmProps) {
  const words = useWords().ui;
  const queries = useQueryClient();
  const done = useMutation({
    mutationFn: act,
    onSettled: () => queries.invalidateQueries(),
    onSuccess: close,
  });
  return (
    <Dialog title={title} close={close}>
      <p>{text}</p>
      {done.error && <Failure error={done.error} />}
      <div className="row">
        <button className="button danger" type="button" disabled={done.isPending} onClick={() => done.mutate()}>
          {deed}
        </button>
        <button className="button" type="button" onClick={close}>
          {words.keep}
        </button>
      </div>
    </Dialog>
  );
}
