import type { Connection } from 'mongoose';
import type { Instant } from '../domain/time.ts';
import { eventCollection } from './events.ts';

/** Events stored and not yet delivered. */
export interface Backlog {
  readonly pending: number;
  /** When the oldest of them arrived; `null` where there is none. */
  readonly oldest: Instant | null;
}

/** Counting stops here: by then it matters only that it is far too many. */
const MOST_COUNTED = 1_000_000;

export function mongoBacklog(connection: Connection): () => Promise<Backlog> {
  const events = eventCollection(connection);
  const undelivered = { p: 1, receivedAt: { $gt: 0 } } as const;
  return async () => {
    const [pending, first] = await Promise.all([
      events.countDocuments(undelivered, { limit: MOST_COUNTED }),
      events.find(undelivered).sort({ receivedAt: 1 }).limit(1).next(),
    ]);
    return { pending, oldest: first?.receivedAt ?? null };
  };
}
