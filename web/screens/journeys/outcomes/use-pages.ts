import { useState } from 'react';

export interface Pages {
  /** Of the page that is shown; undefined: the first. */
  readonly cursor: string | undefined;
  readonly back: (() => void) | null;
  readonly go: (cursor: string) => void;
}

/** Which page of a list is shown, by the cursors of those before it. Give the list a `key` where its filters change. */
export function usePages(): Pages {
  const [cursors, setCursors] = useState<readonly string[]>([]);
  return {
    cursor: cursors.at(-1),
    back: cursors.length === 0 ? null : () => setCursors(cursors.slice(0, -1)),
    go: (cursor) => setCursors([...cursors, cursor]),
  };
}
