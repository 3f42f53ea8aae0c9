import type { ClientSession, Connection, mongo } from 'mongoose';
import type { CustomerEvent } from '../../domain/events/event.ts';
import type { CustomerId, WorkspaceId } from '../../domain/ids.schema.ts';
import { customerKey, type CustomerKey } from '../../domain/keys.ts';
import { condensedTogether, expanded, sizeOf, type Condensed } from '../../domain/privacy/condense.ts';
import { ROWS_AT_ONCE } from '../in-pages.ts';
import { collectionOf } from '../schema.ts';

/** A part of what one customer's events have come to that are not kept any more. */
interface CondensedRow {
  /** `key:part` */
  readonly _id: string;
  readonly workspace: WorkspaceId;
  readonly key: CustomerKey;
  readonly part: number;
  /** How often something was added: whoever reads sees by it that something went from events to here meanwhile. */
  readonly changes: number;
  readonly condensed: Condensed;
}

/** Far below what a document may hold. */
const MOST = 10_000;

interface Who {
  readonly workspace: WorkspaceId;
  readonly customer: CustomerId;
}

/** What customers' events have come to that are not kept; see `domain/privacy/condense.ts`. */
export class CondensedEvents {
  readonly #rows: mongo.Collection<CondensedRow>;

  constructor(connection: Connection) {
    this.#rows = collectionOf<CondensedRow>(connection, 'condensed_events', [{ keys: { key: 1, part: 1 } }]);
  }

  /** As a history holds them. */
  async read({ workspace, customer }: Who): Promise<readonly CustomerEvent[]> {
    const key = customerKey(workspace, customer);
    const events: CustomerEvent[] = [];
    for await (const { part, condensed } of this.#rows.find({ key }).sort({ part: 1 }).batchSize(ROWS_AT_ONCE)) {
      for (const event of expanded(condensed, { key, customer, part })) events.push(event);
    }
    return events;
  }

  /** Rises with whatever goes from events to here. */
  async version({ workspace, customer }: Who): Promise<number> {
    const rows = this.#rows.find({ key: customerKey(workspace, customer) }).batchSize(ROWS_AT_ONCE);
    const changes = await rows.project<Pick<CondensedRow, 'changes'>>({ _id: 0, changes: 1 }).toArray();
    return changes.reduce((sum, row) => sum + row.changes, 0);
  }

  /** Takes what has become of events, in the transaction that deletes them. */
  async add({ workspace, customer }: Who, into: Condensed, session: ClientSession): Promise<void> {
    const key = customerKey(workspace, customer);
    const [last] = await this.#rows.find({ key }, { session }).sort({ part: -1 }).limit(1).toArray();
    const fits = last !== undefined && sizeOf(last.condensed) + sizeOf(into) <= MOST;
    const part = last === undefined ? 0 : last.part + (fits ? 0 : 1);
    const condensed = fits ? condensedTogether(last.condensed, into) : into;
    const changes = fits ? last.changes + 1 : 1;
    const _id = `${key}:${part}`;
    await this.#rows.replaceOne({ _id }, { workspace, key, part, changes, condensed }, { session, upsert: true });
  }
}
