import { useEffect, useRef, type ReactNode } from 'react';
import { Router, type AroundNavHandler } from 'wouter';
import { useWords } from '../words/words.tsx';
import { unsavedCount } from './unsaved.ts';

/** Asks whoever goes to another screen, by a link or by the buttons of the browser, where something is not saved. */
export function LeaveGuard({ children }: { readonly children: ReactNode }) {
  const { leave } = useWords().ui;
  const here = useRef(location.href);
  const around: AroundNavHandler = (navigate, to, options) => {
    if (isElsewhere(to) && !mayLeave(leave)) return;
    navigate(to, options);
    here.current = location.href;
  };
  useEffect(() => {
    const listening = new AbortController();
    const onPop = (event: Event) => {
      const isOther = new URL(here.current).pathname !== location.pathname;
      if (isOther && !mayLeave(leave)) {
        // The address has changed already: it is put back, and nobody hears of it.
        event.stopImmediatePropagation();
        history.pushState(history.state, '', here.current);
      }
      here.current = location.href;
    };
    addEventListener('popstate', onPop, { capture: true, signal: listening.signal });
    return () => listening.abort();
  }, [leave]);
  return <Router aroundNav={around}>{children}</Router>;
}

/** Tabs and filters of the same screen lose nothing. */
function isElsewhere(to: string): boolean {
  return new URL(to, location.href).pathname !== location.pathname;
}

function mayLeave(question: string): boolean {
  return unsavedCount() === 0 || window.confirm(question);
}
