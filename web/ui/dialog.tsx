import { useEffect, useId, useRef, useState, type ReactNode, type SyntheticEvent } from 'react';
import { useWords } from '../words/words.tsx';
import { unsavedCount } from './unsaved.ts';

interface DialogProps {
  readonly title: string;
  readonly close: () => void;
  readonly children: ReactNode;
  /** At the end of the screen instead of in its middle. */
  readonly drawer?: boolean;
}

/**
 * The platform's own dialog: it keeps the focus inside, and Escape closes it, after a question where something was written
 * in it and not saved. It is open as long as it is shown.
 */
export function Dialog({ title, close, children, drawer = false }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  const { close: closeWord, leave } = useWords().ui;
  const [unsavedBefore] = useState(unsavedCount);
  useEffect(() => {
    const element = dialog.current;
    if (element && !element.open) element.showModal();
    return () => element?.close();
  }, []);
  // The event comes later than the closing: where it was opened again by then, nobody has closed it.
  const closed = () => {
    if (dialog.current?.open !== true) close();
  };
  const mayClose = () => unsavedCount() <= unsavedBefore || window.confirm(leave);
  const onEscape = (event: SyntheticEvent) => {
    if (!mayClose()) event.preventDefault();
  };
  return (
    <dialog
      ref={dialog}
      className={drawer ? 'drawer' : undefined}
      aria-labelledby={id}
      onCancel={onEscape}
      onClose={closed}
    >
      <div className="dialog-inside">
        <header className="row">
          <h2 id={id} className="grow">
            {title}
          </h2>
          <button
            className="button plain small"
            type="button"
            onClick={() => mayClose() && close()}
            aria-label={closeWord}
          >
            ✕
          </button>
        </header>
        {children}
      </div>
    </dialog>
  );
}
