import { useQueryClient } from '@tanstack/react-query';
import { Activity, lazy, Suspense, useState, type ReactNode } from 'react';
import { Redirect } from 'wouter';
import type { getSessionContract } from '../../api/sessions/session.contract.ts';
import { SESSION } from '../api/client.ts';
import { ApiError } from '../api/problem.ts';
import { useReply } from '../api/use-reply.ts';
import { Failure } from '../ui/failure.tsx';
import { SessionProvider, type Session } from './session-context.tsx';

// Needed by few, and not at first.
const SignInAgain = lazy(async () => ({ default: (await import('./sign-in-again.tsx')).SignInAgain }));

/**
 * Shows its children to whoever is signed in, and asks everybody else for a key. Where a session ends while they are shown,
 * they are hidden and not thrown away: somebody may have been writing.
 */
export function Signed({ children }: { readonly children: ReactNode }) {
  const queries = useQueryClient();
  const session = useReply<typeof getSessionContract>('get /v1/session', {});
  const [last, setLast] = useState<Session | null>(null);
  const [isOut, setOut] = useState(false);
  const isRefused = session.error instanceof ApiError && session.error.trouble.status === 401;
  // What it said last stays while it is asked again: only another answer changes what is shown.
  if (isRefused && !isOut) setOut(true);
  if (!isRefused && session.data && session.data !== last) {
    setLast(session.data);
    setOut(false);
  }
  if (last !== null) {
    return (
      <>
        <Activity mode={isOut ? 'hidden' : 'visible'}>
          <SessionProvider key={whoseOf(last)} value={last}>
            {children}
          </SessionProvider>
        </Activity>
        {isOut && (
          <Suspense fallback={null}>
            <SignInAgain onSigned={() => void queries.resetQueries({ queryKey: SESSION })} />
          </Suspense>
        )}
      </>
    );
  }
  // Before what it said last: whoever is out must not go on looking at the pages.
  if (isRefused) return <Redirect to="/sign-in" />;
  if (session.error) {
    return (
      <main className="alone">
        <Failure error={session.error} retry={() => void session.refetch()} />
      </main>
    );
  }
  return null;
}

/** Somebody else, or another workspace, starts from nothing. */
function whoseOf({ workspace, user }: Session): string {
  return JSON.stringify([workspace.id, user?.id ?? null]);
}
