import {
  keepPreviousData,
  useInfiniteQuery,
  type InfiniteData,
  type UseInfiniteQueryResult,
} from '@tanstack/react-query';
import type { Contract } from '../../api/http/contract.ts';
import { call, type CallInput, type CallName, type CallReply } from './call.ts';

type Cursor = string | undefined;

/** Pages of a list, as far as they were asked for. */
export type PagesReply<Reply> = UseInfiniteQueryResult<InfiniteData<Reply, Cursor>>;

/**
 * Asks the API for a list page by page; `fetchNextPage` brings the next one. What another question brought stays until this one is
 * answered.
 * @param inputOf what to ask for the page at a cursor; left out, it is the first
 */
export function usePages<C extends Contract>(
  name: CallName<C>,
  inputOf: (cursor: Cursor) => CallInput<C>,
): PagesReply<CallReply<C>> {
  const first = undefined;
  return useInfiniteQuery<CallReply<C>, Error, InfiniteData<CallReply<C>, Cursor>, readonly unknown[], Cursor>({
    queryKey: [name, 'pages', inputOf(first)],
    queryFn: ({ signal, pageParam }) => call<C>(name, inputOf(pageParam), { signal }),
    initialPageParam: first,
    getNextPageParam: nextOf,
    placeholderData: keepPreviousData,
  });
}

function nextOf(reply: unknown): Cursor {
  const next = typeof reply === 'object' && reply !== null && 'next' in reply ? reply.next : undefined;
  return typeof next === 'string' ? next : undefined;
}
