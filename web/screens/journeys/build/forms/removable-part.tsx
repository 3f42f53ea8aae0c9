import type { ReactNode } from 'react';
import { useWords } from '../../../../words/words.tsx';

interface PartProps {
  readonly name: string;
  /** Left out: it has to stay. */
  readonly remove: (() => void) | undefined;
  readonly children: ReactNode;
}

/** One of several parts of a form, with a name, that can be taken away. */
export function RemovablePart({ name, remove, children }: PartProps) {
  const { removeOf } = useWords().build;
  return (
    <fieldset className="stack removable">
      <legend>{name}</legend>
      {remove && (
        <button className="button small plain" type="button" aria-label={removeOf(name)} onClick={remove}>
          ✕
        </button>
      )}
      {children}
    </fieldset>
  );
}
