import type { Connection } from 'mongoose';
import type { JourneyId, WorkspaceId } from '../domain/ids.schema.ts';
import { customerCollection } from './customers.ts';

export interface JourneyStore {
  /** How many customers are inside each journey now. */
  inside(workspace: WorkspaceId): Promise<ReadonlyMap<JourneyId, number>>;
}

export function mongoJourneyStore(connection: Connection): JourneyStore {
  const customers = customerCollection(connection);
  return {
    async inside(workspace) {
      const counted = customers.aggregate<{ readonly _id: JourneyId; readonly customers: number }>([
        { $match: { workspace, 'inside.0': { $exists: true } } },
        { $unwind: '$inside' },
        { $group: { _id: '$inside', customers: { $sum: 1 } } },
      ]);
      return new Map((await counted.toArray()).map((row) => [row._id, row.customers]));
    },
  };
}
