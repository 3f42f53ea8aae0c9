import { useMemo } from 'react';
import { useVersionWords } from '../words.ts';
import { textChanges } from './text-changes.ts';

interface TextChangeProps {
  readonly before: string;
  readonly after: string;
}

/** Two texts as one: what was taken away is struck out, what was put in is underlined. */
export function TextChange({ before, after }: TextChangeProps) {
  const words = useVersionWords().diff;
  const parts = useMemo(() => textChanges(before, after), [before, after]);
  return (
    <p className="text-change">
      {parts.map(({ is, text }, place) => {
        const key = `${place} ${text}`;
        if (is === 'added') {
          return (
            <ins key={key}>
              <span className="hidden-visually"> {words.come} </span>
              {text}
            </ins>
          );
        }
        if (is === 'removed') {
          return (
            <del key={key}>
              <span className="hidden-visually"> {words.gone} </span>
              {text}
            </del>
          );
        }
        return <span key={key}>{text}</span>;
      })}
    </p>
  );
}
