import { QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiError, mayPass } from './problem.ts';

const MOST_TRIES = 3;
const SESSION = ['get /v1/session'] as const;

/** Keeps what the API said. Where it says that nobody is signed in any more, the page asks who is, and shows the sign-in. */
export function createQueryClient(): QueryClient {
  const queries = new QueryClient({
    defaultOptions: {
      queries: { staleTime: 5_000, retry: (tries, error) => tries < MOST_TRIES && mayPass(error) },
    },
    queryCache: new QueryCache({
      onError: (error, query) => {
        const isOver = error instanceof ApiError && error.trouble.status === 401;
        if (isOver && query.queryKey[0] !== SESSION[0]) void queries.resetQueries({ queryKey: SESSION });
      },
    }),
  });
  return queries;
}
