import type { EventRow } from '../../db/events/events.ts';
import type { SourceNews } from '../../db/sources/tallies.ts';
import { IGNORED, REFUSED, type Translated } from '../../domain/sources/translated.ts';
import type { Sending, Taken } from './ports.ts';

/** What the tally of a source is told of one request. */
export function newsOf(
  { receivedAt: at, now }: Sending,
  messages: readonly Translated[],
  taken: readonly Taken[],
  rows: readonly EventRow[],
): SourceNews {
  const count = (status: Taken['status']) => taken.filter((one) => one.status === status).length;
  const refused = taken.filter((one) => one.status === 'refused');
  const ignored = taken.filter((one) => one.status === 'ignored');
  const newest = Math.max(...rows.map(({ event }) => event.at));
  return {
    at,
    ...(rows.length === 0 ? {} : { lag: Math.max(0, now - newest) }),
    accepted: count('accepted'),
    duplicates: count('duplicate'),
    waiting: count('waiting'),
    ignored: countsOf(
      IGNORED,
      ignored.map(({ reason }) => reason),
    ),
    refused: countsOf(
      REFUSED,
      refused.map(({ reason }) => reason),
    ),
    problems: refused.map(({ id, reason, path, message }) => ({
      at,
      // Whose id is refused may have an address for one.
      id: reason === 'customer' ? null : id,
      reason,
      path,
      message: reason === 'customer' ? 'nobody is named, or by what is no pseudonym' : message,
    })),
    requests: messages.flatMap((one) => {
      if (one.is !== 'ignored' || one.note === undefined) return [];
      const { topic, customer } = one.note;
      return { at, topic, customer };
    }),
  };
}

function countsOf<Reason extends string>(
  all: readonly Reason[],
  found: readonly Reason[],
): Readonly<Partial<Record<Reason, number>>> {
  const counts = new Map<Reason, number>();
  for (const reason of found) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  // The reasons are a closed list, so they may be keys.
  return Object.fromEntries(
    all.flatMap((reason) => (counts.has(reason) ? [[reason, counts.get(reason)]] : [])),
  ) as Partial<Record<Reason, number>>;
}
