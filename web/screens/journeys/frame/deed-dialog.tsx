import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Dialog } from '../../../ui/dialog.tsx';
import { Failure } from '../../../ui/failure.tsx';
import { useWords } from '../../../words/words.tsx';

interface DeedDialogProps<Reply> {
  /** What it does; also on its button. */
  readonly title: string;
  readonly close: () => void;
  readonly act: () => Promise<Reply>;
  /** After it went well; left out, the dialog only closes. */
  readonly then?: (reply: Reply) => void;
  readonly children: ReactNode;
}

/** Asks once more before something is done with a journey, and says what became of it. */
export function DeedDialog<Reply>({ title, close, act, then, children }: DeedDialogProps<Reply>) {
  const { cancel } = useWords().ui;
  const queries = useQueryClient();
  const deed = useMutation({
    mutationFn: act,
    onSuccess: async (reply) => {
      await queries.invalidateQueries();
      close();
      then?.(reply);
    },
  });
  return (
    <Dialog title={title} close={close}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          deed.mutate();
        }}
      >
        {children}
        {deed.error && <Failure error={deed.error} />}
        <p className="row">
          <button className="button main" type="submit" disabled={deed.isPending}>
            {title}
          </button>
          <button className="button" type="button" onClick={close}>
            {cancel}
          </button>
        </p>
      </form>
    </Dialog>
  );
}
