import type { ReactNode } from 'react';
import type { PagesReply } from '../api/use-pages.ts';
import { useWords } from '../words/words.tsx';
import { Asked } from './asked.tsx';

interface PagesProps<Reply> {
  readonly pages: PagesReply<Reply>;
  readonly children: (replies: readonly Reply[]) => ReactNode;
}

/** A list that comes in pages, with the button for the next one. */
export function Pages<Reply>({ pages, children }: PagesProps<Reply>) {
  const { more } = useWords().ui;
  return (
    <>
      <Asked reply={pages}>{({ pages: replies }) => children(replies)}</Asked>
      {pages.hasNextPage && (
        <button
          className="button small"
          type="button"
          disabled={pages.isFetchingNextPage}
          onClick={() => void pages.fetchNextPage()}
        >
          {more}
        </button>
      )}
    </>
  );
}
