import type { Connection } from 'mongoose';
import type { CustomerId, WorkspaceId } from '../../domain/ids.schema.ts';
import { customerKey } from '../../domain/keys.ts';
import type { SegmentId } from '../../domain/scoring/segment.ts';
import { customerCollection, readCustomer, type CustomerFilter, type CustomerRow } from './customers.ts';
import type { Page } from '../page.ts';

/** Most revenue first, or last purchase first. */
export type CustomerOrder = 'revenue' | 'recent';

/** The last row of the page before. */
interface CustomerCursor {
  readonly value: number | null;
  readonly _id: string;
}

export interface CustomerReads {
  find(workspace: WorkspaceId, customer: CustomerId): Promise<CustomerRow | null>;
  inSegment(
    workspace: WorkspaceId,
    segment: SegmentId,
    order: CustomerOrder,
    page: Page<CustomerCursor>,
  ): Promise<readonly CustomerRow[]>;
}

/** What a page starts after is compared by this. */
export function orderValue(row: CustomerRow, order: CustomerOrder): number | null {
  return order === 'revenue' ? row.revenue : row.lastPurchaseAt;
}

export function mongoCustomerReads(connection: Connection): CustomerReads {
  const customers = customerCollection(connection);
  return {
    async find(workspace, customer) {
      const row = await customers.findOne({ _id: customerKey(workspace, customer) });
      return row && readCustomer(row);
    },
    async inSegment(workspace, segment, order, { limit, after }) {
      const field = order === 'revenue' ? 'revenue' : 'lastPurchaseAt';
      const beyond = after
        ? { $or: [{ [field]: { $lt: after.value } }, { [field]: after.value, _id: { $gt: after._id } }] }
        : {};
      // Keys are branded text, so the driver's filter type cannot know that a cursor's key compares with them.
      const filter = { workspace, segment, ...beyond } as CustomerFilter;
      const rows = customers.find(filter).sort({ [field]: -1, _id: 1 });
      return (await rows.limit(limit).toArray()).map(readCustomer);
    },
  };
}
