import type { EventRow, EventStore, Inserted } from '../db/events/events.ts';
import type { EventKey } from '../domain/keys.ts';
import type { Dispatch } from './dispatch.ts';

/** `erased`: their customer was erased, and nothing is kept of it. */
export type Verdict = 'accepted' | 'duplicate' | 'conflict' | 'erased';

/** A row's first insert is not durable yet, so neither "accepted" nor "duplicate" would be true. */
export class UnsettledError extends Error {
  override readonly name = 'UnsettledError';
}

export interface AcceptPorts {
  readonly events: EventStore;
  readonly dispatch: Dispatch;
}

/**
 * Stores events durably, then tries to deliver them. Once this resolves, every row that is neither a conflict nor of somebody who was
 * erased is durable and will be applied exactly once, whatever became of the delivery.
 * @returns one verdict per row, in order
 * @throws UnsettledError, or the store's error: then nothing may be acknowledged, and the client should send again
 */
export async function acceptEvents(ports: AcceptPorts, rows: readonly EventRow[]): Promise<readonly Verdict[]> {
  const first = firstOfEachId(rows);
  const inserted = await ports.events.insert([...first.values()]);
  if (inserted.some(({ verdict }) => verdict === 'unsettled')) {
    throw new UnsettledError('an earlier copy of an event is still being stored; send the batch again');
  }
  await ports.dispatch(inserted.flatMap(({ pending }) => pending ?? []));
  const stored = new Map(inserted.map((row) => [row.key, row]));
  return rows.map((row) => verdictOf(row, row === first.get(row._id), stored.get(row._id)));
}

function firstOfEachId(rows: readonly EventRow[]): ReadonlyMap<EventKey, EventRow> {
  const first = new Map<EventKey, EventRow>();
  for (const row of rows) if (!first.has(row._id)) first.set(row._id, row);
  return first;
}

/** Within one batch the first row of an id is tried; what the others are depends on what is stored in the end. */
function verdictOf(row: EventRow, isFirst: boolean, stored: Inserted | undefined): Verdict {
  if (stored?.verdict === 'erased') return 'erased';
  if (stored?.hash !== row.hash) return 'conflict';
  return isFirst && stored.verdict === 'inserted' ? 'accepted' : 'duplicate';
}
