import type { EventRow, EventStore, Inserted } from '../db/events.ts';
import type { EventKey } from '../domain/keys.ts';
import type { Dispatch } from './dispatch.ts';

export type Verdict = 'accepted' | 'duplicate' | 'conflict';

/** A row's first insert is not durable yet, so neither "accepted" nor "duplicate" would be true. */
export class UnsettledError extends Error {
  override readonly name = 'UnsettledError';
}

export interface AcceptPorts {
  readonly events: EventStore;
  readonly dispatch: Dispatch;
}

/**
 * Stores events durably, then tries to deliver them. Once this resolves, every row that is not a conflict is durable
 * and will be applied exactly once, whatever became of the delivery.
 * @returns one verdict per row, in order
 * @throws UnsettledError, or the store's error: then nothing may be acknowledged, and the client should send again
 */
export async function acceptEvents(ports: AcceptPorts, rows: readonly EventRow[]): Promise<readonly Verdict[]> {
  const batch = withoutRepeats(rows);
  const inserted = await ports.events.insert(batch.first);
  if (inserted.some(({ verdict }) => verdict === 'unsettled')) {
    throw new UnsettledError('an earlier copy of an event is still being stored; send the batch again');
  }
  await ports.dispatch(inserted.flatMap(({ pending }) => pending ?? []));
  const verdicts = new Map(inserted.map((row) => [row.key, row]));
  return rows.map((row, index) => verdictOf(row, verdicts.get(row._id), batch.repeats.get(index)));
}

interface Batch {
  readonly first: readonly EventRow[];
  /** Positions of later rows under an id of the same batch, with the row they repeat. */
  readonly repeats: ReadonlyMap<number, EventRow>;
}

/** Within one batch the first row of an id counts; the store would only see the others as its own duplicates. */
function withoutRepeats(rows: readonly EventRow[]): Batch {
  const first = new Map<EventKey, EventRow>();
  const repeats = new Map<number, EventRow>();
  rows.forEach((row, index) => {
    const known = first.get(row._id);
    if (known) repeats.set(index, known);
    else first.set(row._id, row);
  });
  return { first: [...first.values()], repeats };
}

function verdictOf(row: EventRow, stored: Inserted | undefined, repeats: EventRow | undefined): Verdict {
  if (repeats) return repeats.hash === row.hash && stored?.verdict !== 'conflict' ? 'duplicate' : 'conflict';
  if (stored?.verdict === 'conflict') return 'conflict';
  return stored?.verdict === 'duplicate' ? 'duplicate' : 'accepted';
}
