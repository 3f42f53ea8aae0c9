import type { Connection } from 'mongoose';
import type { CustomerId, WorkspaceId } from '../../domain/ids.schema.ts';
import { customerKey } from '../../domain/keys.ts';
import type { SegmentId } from '../../domain/scoring/segment.ts';
import { customerCollection, type CustomerRow } from './customers.ts';

/** The segments that these customers are in now; whoever is in none is left out. */
export type CustomerSegments = (
  workspace: WorkspaceId,
  customers: readonly CustomerId[],
) => Promise<ReadonlyMap<CustomerId, SegmentId>>;

export function mongoCustomerSegments(connection: Connection): CustomerSegments {
  const rows = customerCollection(connection);
  return async (workspace, customers) => {
    const ids = customers.map((customer) => customerKey(workspace, customer));
    const found = rows
      .find({ _id: { $in: ids } })
      .project<Pick<CustomerRow, 'customer' | 'segment'>>({ _id: 0, customer: 1, segment: 1 });
    const segments = (await found.toArray()).flatMap(({ customer, segment }) =>
      segment === null ? [] : [[customer, segment] as const],
    );
    return new Map(segments);
  };
}
