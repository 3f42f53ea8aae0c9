import { useCallback, useEffect, useRef } from 'react';

/** What would be lost if this page were left, one mark for each form. */
const marks = new Set<object>();

export function unsavedCount(): number {
  return marks.size;
}

/**
 * While something is written and not saved, whoever leaves is asked first: by the browser where they leave the pages, by
 * `LeaveGuard` where they go to another screen, and by the dialog that it is written in.
 * @returns says that nothing would be lost any more, for forms that lead on by themselves once they are saved
 */
export function useUnsaved(isUnsaved: boolean): () => void {
  const letGo = useRef<(() => void) | null>(null);
  useEffect(() => {
    if (!isUnsaved) return undefined;
    const mark = {};
    const listening = new AbortController();
    marks.add(mark);
    addEventListener('beforeunload', (event) => event.preventDefault(), { signal: listening.signal });
    letGo.current = () => {
      marks.delete(mark);
      listening.abort();
    };
    return letGo.current;
  }, [isUnsaved]);
  return useCallback(() => letGo.current?.(), []);
}
