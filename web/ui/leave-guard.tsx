import { useEffect, useRef, type ReactNode } from 'react';
import { Router, type AroundNavHandler } from 'wouter';
import { useWords } from '../words/words.tsx';
import { unsavedCount } from './unsaved.ts';

/** Of the guard that is shown; one at most. */
let onPop: ((event: Event) => void) | undefined;

// Listens before the router does: once that has heard of it, the screen with the form is gone.
addEventListener('popstate', (event) => onPop?.(event));

/** Asks whoever goes to another screen, by a link or by the buttons of the browser, where something is not saved. */
export function LeaveGuard({ children }: { readonly children: ReactNode }) {
  const { leave } = useWords().ui;
  const here = useRef(location.href);
  const around: AroundNavHandler = (navigate, to, options) => {
    if (isElsewhere(to, location.href) && !mayLeave(leave)) return;
    navigate(to, options);
    here.current = location.href;
  };
  useEffect(() => {
    onPop = (event) => {
      if (isElsewhere(location.href, here.current) && !mayLeave(leave)) {
        // The address has changed already: it is put back, and nobody hears of it.
        event.stopImmediatePropagation();
        history.pushState(history.state, '', here.current);
      }
      here.current = location.href;
    };
    return () => {
      onPop = undefined;
    };
  }, [leave]);
  return <Router aroundNav={around}>{children}</Router>;
}

/** Tabs and filters of the same screen lose nothing. */
function isElsewhere(to: string, from: string): boolean {
  return new URL(to, from).pathname !== new URL(from).pathname;
}

function mayLeave(question: string): boolean {
  return unsavedCount() === 0 || window.confirm(question);
}
