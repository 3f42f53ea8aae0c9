import type { Connection, mongo } from 'mongoose';
import { customerKey, type CustomerKey, type EventKey } from '../../domain/keys.ts';
import type { CustomerState } from '../../domain/decision/state.ts';
import { customerCollection } from '../customers/customers.ts';
import type { EventRow } from './events.ts';
import { collectionOf } from '../schema.ts';

/** Says at which turn of its customer an event was applied; inserted only, never changed. */
export interface MarkRow {
  readonly _id: EventKey;
  readonly turn: number;
}

export function markCollection(connection: Connection): mongo.Collection<MarkRow> {
  return collectionOf<MarkRow>(connection, 'marks');
}

/** A customer's stored picture, as far as it says what has been applied. */
export interface AppliedUpTo {
  readonly turn: number;
  /** What its last call was told of and did not come to; see `CustomerState`. */
  readonly rest?: readonly EventKey[] | undefined;
}

/** Whether the stored picture has taken an event with this mark. Whoever starts anew starts from that picture. */
export function isTaken(key: EventKey, mark: number | undefined, customer: AppliedUpTo | undefined): boolean {
  if (mark === undefined || customer === undefined) return false;
  return mark <= customer.turn && !customer.rest?.includes(key);
}

/** Those of these events that the stored pictures of their customers have taken. */
export async function appliedAmong(
  connection: Connection,
  rows: readonly Pick<EventRow, '_id' | 'workspace' | 'customer'>[],
): Promise<readonly EventKey[]> {
  if (rows.length === 0) return [];
  const marks = await markCollection(connection)
    .find({ _id: { $in: rows.map(({ _id }) => _id) } }, { readConcern: 'majority' })
    .toArray();
  const turns = new Map(marks.map(({ _id, turn }) => [_id, turn]));
  const keys = new Set(rows.map(({ workspace, customer }) => customerKey(workspace, customer)));
  const customers = customerCollection(connection)
    .find({ _id: { $in: [...keys] } }, { readConcern: 'majority' })
    .project<{ _id: CustomerKey; turn: number; state: Pick<CustomerState, 'rest'> }>({ turn: 1, 'state.rest': 1 });
  const pictures = new Map<CustomerKey, AppliedUpTo>();
  for await (const { _id, turn, state } of customers) pictures.set(_id, { turn, rest: state.rest });
  return rows.flatMap(({ _id, workspace, customer }) =>
    isTaken(_id, turns.get(_id), pictures.get(customerKey(workspace, customer))) ? [_id] : [],
  );
}
