import { useVersionWords } from './words.ts';
import type { Pages } from './use-pages.ts';

interface PagerProps {
  readonly pages: Pages;
  /** Cursor of the page after; null on the last one. */
  readonly next: string | null;
}

/** To the pages before and after; nothing where one page holds all. */
export function Pager({ pages: { back, go }, next }: PagerProps) {
  const words = useVersionWords().inside;
  if (back === null && next === null) return null;
  return (
    <div className="row pager">
      <button className="button small" type="button" disabled={back === null} onClick={back ?? undefined}>
        {words.before}
      </button>
      <button className="button small" type="button" disabled={next === null} onClick={() => next && go(next)}>
        {words.next}
      </button>
    </div>
  );
}
