import type { ReactNode } from 'react';
import { Redirect } from 'wouter';
import type { getSessionContract } from '../../api/sessions/session.contract.ts';
import { ApiError } from '../api/problem.ts';
import { useReply } from '../api/use-reply.ts';
import { Failure } from '../ui/failure.tsx';
import { SessionProvider } from './session-context.tsx';

/** Shows its children to whoever is signed in, and asks everybody else for a key. */
export function Signed({ children }: { readonly children: ReactNode }) {
  const session = useReply<typeof getSessionContract>('get /v1/session', {});
  // Before what it said last: whoever is out must not go on looking at the pages.
  if (session.error instanceof ApiError && session.error.trouble.status === 401) return <Redirect to="/sign-in" />;
  if (session.data) return <SessionProvider value={session.data}>{children}</SessionProvider>;
  if (session.error) {
    return (
      <main className="alone">
        <Failure error={session.error} retry={() => void session.refetch()} />
      </main>
    );
  }
  return null;
}
