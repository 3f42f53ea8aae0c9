import { useEffect, useId, useRef, type ReactNode } from 'react';
import { useWords } from '../words/words.tsx';

interface DialogProps {
  readonly title: string;
  readonly close: () => void;
  readonly children: ReactNode;
  /** At the end of the screen instead of in its middle. */
  readonly drawer?: boolean;
}

/** The platform's own dialog: it keeps the focus inside, and Escape closes it. It is open as long as it is shown. */
export function Dialog({ title, close, children, drawer = false }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  const { close: closeWord } = useWords().ui;
  useEffect(() => {
    const element = dialog.current;
    if (element && !element.open) element.showModal();
    return () => element?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      className={drawer ? 'drawer' : undefined}
      aria-labelledby={id}
      // While pages are worked on, React shows everything twice: the news of the first closing comes to the second.
      onClose={() => dialog.current?.open === true || close()}
    >
      <div className="dialog-inside">
        <header className="row">
          <h2 id={id} className="grow">
            {title}
          </h2>
          <button className="button plain small" type="button" onClick={close} aria-label={closeWord}>
            ✕
          </button>
        </header>
        {children}
      </div>
    </dialog>
  );
}
