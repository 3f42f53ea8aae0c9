import type { Connection } from 'mongoose';
import type { WorkspaceId } from '../../domain/ids.schema.ts';
import type { Instant } from '../../domain/time.ts';
import { customerCollection, type CustomerRow } from './customers.ts';
import { workspaceCollection, type WorkspaceRow } from '../workspaces/workspaces.ts';

/** Whose deadlines have passed without a decision, where time runs by itself. */
export interface OverdueReads {
  /** Workspaces without a test clock. */
  workspaces(): Promise<readonly WorkspaceRow[]>;
  /** Customers whose next deadline lies at or before `before`, the earliest first. */
  customers(
    workspace: WorkspaceId,
    before: Instant,
    limit: number,
  ): Promise<readonly Pick<CustomerRow, '_id' | 'customer'>[]>;
}

export function mongoOverdueReads(connection: Connection): OverdueReads {
  const workspaces = workspaceCollection(connection);
  const customers = customerCollection(connection);
  return {
    async workspaces() {
      return await workspaces.find({ clock: { $exists: false } }).toArray();
    },
    async customers(workspace, before, limit) {
      const late = customers.find({ workspace, 'next.at': { $gt: 0, $lte: before } }).sort({ 'next.at': 1 });
      return await late.limit(limit).project<Pick<CustomerRow, '_id' | 'customer'>>({ customer: 1 }).toArray();
    },
  };
}
