import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiError, mayPass } from './problem.ts';

const MOST_TRIES = 3;
/** The key of the question who is signed in. */
export const SESSION = ['get /v1/session'] as const;

/** Keeps what the API said. Where it says that nobody is signed in any more, the page asks who is, and shows the sign-in. */
export function createQueryClient(): QueryClient {
  const askAgain = (error: Error) => {
    const isOver = error instanceof ApiError && error.trouble.status === 401;
    if (isOver) void queries.resetQueries({ queryKey: SESSION });
  };
  const queries: QueryClient = new QueryClient({
    defaultOptions: {
      queries: { staleTime: 5_000, retry: (tries, error) => tries < MOST_TRIES && mayPass(error) },
    },
    queryCache: new QueryCache({
      onError: (error, query) => {
        if (query.queryKey[0] !== SESSION[0]) askAgain(error);
      },
    }),
    mutationCache: new MutationCache({ onError: askAgain }),
  });
  return queries;
}
