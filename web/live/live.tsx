import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { createContext, use, useEffect, useMemo, useState, type ReactNode } from 'react';
import { createMoveFeed, type MoveFeed } from './move-feed.ts';
import { openStream, type Attendance, type StreamState } from './stream.ts';

interface Live {
  readonly state: StreamState;
  readonly attendance: Attendance;
  readonly feed: MoveFeed;
}

const LiveContext = createContext<Live | null>(null);

/** Calls whose replies are figures over all customers, or lists that moves change. */
const COUNTED: ReadonlySet<unknown> = new Set([
  'get /v1/segments',
  'get /v1/segments/days',
  'get /v1/segments/cells',
  'get /v1/moves/days',
  'get /v1/silence',
  'get /v1/customers',
  'get /v1/journeys',
  'get /v1/audiences',
  'get /v1/audiences/:id',
  'get /v1/points/liability',
]);
const OF_JOBS: ReadonlySet<unknown> = new Set(['get /v1/jobs', 'get /v1/jobs/:id', 'get /v1/silence/schedule']);

const OF_CHANNELS: ReadonlySet<unknown> = new Set(['get /v1/channels']);
const OF_SUBSCRIPTIONS: ReadonlySet<unknown> = new Set(['get /v1/subscriptions']);

const OF_SESSION: ReadonlySet<unknown> = new Set(['get /v1/session']);

/** Keeps what is shown current while the page can be seen: what the API tells of is asked for again. */
export function LiveProvider({ children }: { readonly children: ReactNode }) {
  const queries = useQueryClient();
  const [state, setState] = useState<StreamState>('connecting');
  const [attendance, setAttendance] = useState<Attendance>('here');
  const [feed] = useState(() => createMoveFeed());
  useEffect(
    () =>
      openStream('/v1/stream', setState, {
        move: feed.add,
        clock: () => refresh(queries, new Set(['get /v1/clock'])),
        counts: () => refresh(queries, COUNTED),
        progress: () => refresh(queries, OF_JOBS),
        channel: () => refresh(queries, OF_CHANNELS),
        subscription: () => refresh(queries, OF_SUBSCRIPTIONS),
        work: setAttendance,
        refresh: () => void queries.invalidateQueries(),
        refused: () => refresh(queries, OF_SESSION),
      }),
    [queries, feed],
  );
  const live = useMemo(() => ({ state, attendance, feed }), [state, attendance, feed]);
  return <LiveContext value={live}>{children}</LiveContext>;
}

export function useLive(): Live {
  const live = use(LiveContext);
  if (live === null) throw new Error('There is nothing live here: put the page below <LiveProvider>.');
  return live;
}

function refresh(queries: QueryClient, names: ReadonlySet<unknown>): void {
  // What is being asked for already is not asked for again: on a slow machine nothing would ever arrive.
  void queries.invalidateQueries({ predicate: ({ queryKey }) => names.has(queryKey[0]) }, { cancelRefetch: false });
}
