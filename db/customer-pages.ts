import type { Connection, mongo } from 'mongoose';
import type { WorkspaceId } from '../domain/ids.schema.ts';
import type { CustomerKey } from '../domain/keys.ts';
import type { Ledger } from '../domain/rfm/ledger.ts';
import type { CustomerState } from '../domain/state.ts';
import { customerCollection, type CustomerRow } from './customers.ts';

/** Enough to tell whether a customer's row has to be read. */
export interface CustomerMark {
  readonly _id: CustomerKey;
  readonly rules: CustomerState['rules'];
}

/** Everybody of a workspace, in a fixed order, without keeping a cursor open for long. */
export interface CustomerPages {
  count(workspace: WorkspaceId): Promise<number>;
  /** The next ones after `after`, in order of their keys. */
  marks(workspace: WorkspaceId, after: CustomerKey | null, limit: number): Promise<readonly CustomerMark[]>;
  /** As they are stored now, in order of their keys. */
  rows(keys: readonly CustomerKey[]): Promise<readonly CustomerRow[]>;
  /** Of everybody who has ever bought, in no order. */
  ledgers(workspace: WorkspaceId): AsyncIterable<Ledger>;
}

export function mongoCustomerPages(connection: Connection): CustomerPages {
  const customers = customerCollection(connection);
  return {
    async count(workspace) {
      return await customers.countDocuments({ workspace });
    },
    async marks(workspace, after, limit) {
      // Keys begin with the workspace and a colon, and a semicolon follows a colon. They are branded text, so the
      // driver's filter type cannot know that they compare with it.
      const _id = { $gt: after ?? `${workspace}:`, $lt: `${workspace};` };
      const page = customers.find({ _id } as mongo.Filter<CustomerRow>, { readConcern: 'majority' });
      const rows = page.project<{ _id: CustomerKey; state: Pick<CustomerState, 'rules'> }>({ 'state.rules': 1 });
      const marks = await rows.sort({ _id: 1 }).limit(limit).toArray();
      return marks.map((row) => ({ _id: row._id, rules: row.state.rules }));
    },
    async rows(keys) {
      const some = customers.find({ _id: { $in: [...keys] } }, { readConcern: 'majority' });
      return await some.sort({ _id: 1 }).toArray();
    },
    async *ledgers(workspace) {
      const buyers = customers.find({ workspace, 'state.ledger.orders': { $gt: 0 } });
      const rows = buyers.project<{ state: Pick<CustomerState, 'ledger'> }>({ _id: 0, 'state.ledger': 1 });
      for await (const { state } of rows) yield state.ledger;
    },
  };
}
