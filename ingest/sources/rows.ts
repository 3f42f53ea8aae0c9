import type { EventRow } from '../../db/events/events.ts';
import type { WaitingRow } from '../../db/sources/waiting.ts';
import { customerId, type CustomerId } from '../../domain/ids.schema.ts';
import { eventKey } from '../../domain/keys.ts';
import type { Uncoded } from '../../domain/problem.ts';
import type { Refused, SaidEvent, SaidMessage, Whose } from '../../domain/sources/translated.ts';
import { arrivalProblem, eventRow, tooOld } from '../event-row.ts';
import { readEvent } from '../read-event.ts';
import type { Sending, TakenRefused } from './ports.ts';

/** In place of whoever is not known yet: events are read as they will be. */
export const SOMEBODY = customerId.parse('somebody');

export type RowsOf = { readonly rows: readonly EventRow[] } | { readonly refused: TakenRefused };

/** The rows of all events of a message; where one of them cannot be taken, none is. */
export function rowsOf(message: SaidMessage, customer: CustomerId, sending: Sending): RowsOf {
  const rows: EventRow[] = [];
  for (const said of message.events) {
    const made = rowOf(said, customer, sending);
    if ('problem' in made) {
      const { path, message: why } = made.problem;
      return { refused: { id: message.id, status: 'refused', reason: reasonAt(path), path, message: why } };
    }
    rows.push(made.row);
  }
  return { rows };
}

function rowOf(
  { wire, stated }: SaidEvent,
  customer: CustomerId,
  { workspace, source, receivedAt }: Sending,
): { readonly row: EventRow } | { readonly problem: Uncoded } {
  const read = readEvent({ ...wire, customer, source });
  if ('problem' in read) return read;
  const problem = arrivalProblem(read.wire, workspace, receivedAt) ?? tooOld(read.wire, workspace, receivedAt);
  if (problem) return { problem };
  return { row: eventRow(read.wire, { workspace, receivedAt, stated }) };
}

function reasonAt(path: string): Refused {
  switch (path) {
    case 'amount':
    case 'currency':
    case 'order':
    case 'customer':
      return path;
    case 'at':
      return 'time';
    default:
      return 'malformed';
  }
}

/** What an event waits for; `undefined` where its customer is named. */
export function waitsFor(whose: Whose, { workspace, source }: Sending): string | undefined {
  switch (whose.is) {
    case 'customer':
      return undefined;
    case 'anonymous':
      return `anonymous:${whose.key}`;
    case 'buyer':
      return `order:${eventKey(workspace._id, source, whose.order)}`;
  }
}

/** As they lie there until somebody is known. An event that says no time happened now, and not when it is let go. */
export function waitingRows(
  message: SaidMessage,
  whom: string,
  sending: Sending,
): readonly Omit<WaitingRow, 'until'>[] {
  const { workspace, source, now } = sending;
  return message.events.map(({ wire, ...said }) => {
    const at = wire['at'] ?? new Date(now).toISOString();
    return {
      _id: `${workspace._id}:${source}:${String(wire['id'])}`,
      workspace: workspace._id,
      source,
      for: whom,
      said: { ...said, wire: { ...wire, at } },
    };
  });
}
