import type { ReactNode } from 'react';
import { useWords } from '../words/words.tsx';
import { Failure } from './failure.tsx';

interface AskedProps<Reply> {
  readonly reply: {
    readonly data: Reply | undefined;
    readonly error: Error | null;
    readonly isPlaceholderData: boolean;
    readonly refetch: () => Promise<unknown>;
  };
  /** How many rows of a skeleton stand for it while it is asked. */
  readonly rows?: number;
  readonly children: (reply: Reply) => ReactNode;
}

/**
 * What a call says, or that it is being asked, or what went wrong. What it said last stays, marked as old, where asking
 * again fails.
 */
export function Asked<Reply>({ reply, rows = 4, children }: AskedProps<Reply>) {
  const { data, error, refetch } = reply;
  const retry = () => void refetch();
  if (data === undefined) return error ? <Failure error={error} retry={retry} /> : <Skeleton rows={rows} />;
  return (
    <>
      {error && <Failure error={error} retry={retry} />}
      <div className={error || reply.isPlaceholderData ? 'stale' : undefined}>{children(data)}</div>
    </>
  );
}

function Skeleton({ rows }: { readonly rows: number }) {
  const { loading } = useWords().ui;
  return (
    <div className="stack" role="status" aria-label={loading}>
      {Array.from({ length: rows }, (_, row) => (
        <span key={row} className="skeleton" style={{ width: `${90 - ((row * 17) % 45)}%` }} />
      ))}
    </div>
  );
}
