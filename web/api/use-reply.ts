import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { Contract } from '../../api/http/contract.ts';
import { call, type CallInput, type CallName, type CallReply } from './call.ts';

interface Asking<Reply> {
  /** False: not yet. */
  readonly when?: boolean;
  /** Show the reply to the question before, until the new one is there: for filters and days. */
  readonly keep?: boolean;
  /** Ask again every so many milliseconds: for what no event tells of. The reply may say that there is no need. */
  readonly every?: number | ((reply: Reply | undefined) => number | false);
}

/** Asks the API, and goes on showing what it said last. The key of the query is the name of the call and its input. */
export function useReply<C extends Contract>(
  name: CallName<C>,
  input: CallInput<C>,
  { when = true, keep = false, every }: Asking<CallReply<C>> = {},
): UseQueryResult<CallReply<C>> {
  return useQuery<CallReply<C>>({
    queryKey: [name, input],
    queryFn: ({ signal }) => call<C>(name, input, { signal }),
    enabled: when,
    ...(keep ? { placeholderData: keepPreviousData } : {}),
    ...(every === undefined
      ? {}
      : { refetchInterval: typeof every === 'number' ? every : ({ state }) => every(state.data) }),
  });
}
