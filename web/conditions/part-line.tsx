import type { ReactNode } from 'react';
import type { FieldProblem } from '../api/problem.ts';
import { Told } from '../ui/told.tsx';
import { useWords } from '../words/words.tsx';
import { isBelow } from './condition.ts';

interface LineProps {
  readonly problems: readonly FieldProblem[];
  readonly at: string;
  readonly remove: (() => void) | undefined;
  readonly children: ReactNode;
  /** What is put under the line. */
  readonly below?: ReactNode;
}

/** A part in its frame, with the button that takes it away and what is wrong with it. */
export function Line({ problems, at, remove, children, below }: LineProps) {
  return (
    <div className="part">
      <div className="row">
        {children}
        {remove && <RemoveButton remove={remove} />}
      </div>
      {below}
      <Faults problems={problems.filter(({ path }) => isBelow(path, at))} />
    </div>
  );
}

export function RemoveButton({ remove }: { readonly remove: () => void }) {
  const words = useWords().conditions;
  return (
    <button className="button plain small remove" type="button" aria-label={words.remove} onClick={remove}>
      ✕
    </button>
  );
}

export function Faults({ problems }: { readonly problems: readonly FieldProblem[] }) {
  return problems.map(({ code, path, message }) => (
    <p key={`${path} ${message}`} className="small down" role="alert">
      <Told fault={{ code, message }} />
    </p>
  ));
}
