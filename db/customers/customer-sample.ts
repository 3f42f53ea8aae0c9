import type { Connection } from 'mongoose';
import type { WorkspaceId } from '../../domain/ids.schema.ts';
import type { CustomerKey } from '../../domain/keys.ts';
import { customerCollection, readCustomer, type CustomerFilter, type CustomerRow } from './customers.ts';

export interface CustomerSample {
  /** How many there are at least: all of them, where they are few enough to be counted at once. */
  atLeast(workspace: WorkspaceId): Promise<{ readonly customers: number; readonly areAll: boolean }>;
  /**
   * Some customers, each as likely as any other, however large the base is.
   * @param everybody how many there are in the workspace, about
   */
  some(workspace: WorkspaceId, everybody: number, most: number): Promise<readonly CustomerRow[]>;
}

/** So many keys are gone through in some milliseconds, without a row being read. */
const FEW = 20_000;
/** The store draws at random as long as it is asked for less than a twentieth. */
const DRAWN_AT_RANDOM = 0.04;
const MOST_DRAWN = 4_000;

export function mongoCustomerSample(connection: Connection): CustomerSample {
  const customers = customerCollection(connection);

  async function keysAmongFew(workspace: WorkspaceId, most: number): Promise<readonly CustomerKey[]> {
    const drawn = customers.aggregate<{ _id: CustomerKey }>([
      { $match: keysOf(workspace) },
      { $project: { _id: 1 } },
      { $sample: { size: most } },
    ]);
    return (await drawn.toArray()).map(({ _id }) => _id);
  }

  /** Out of all workspaces, so that nobody's keys are gone through: of a small one among large ones it finds few. */
  async function keysAmongMany(
    workspace: WorkspaceId,
    everybody: number,
    most: number,
  ): Promise<readonly CustomerKey[]> {
    const stored = await customers.estimatedDocumentCount();
    const wanted = Math.ceil(most * Math.max(1, stored / everybody) * 1.2);
    const size = Math.max(1, Math.min(wanted, MOST_DRAWN, Math.floor(stored * DRAWN_AT_RANDOM)));
    const drawn = customers.aggregate<{ _id: CustomerKey }>([
      { $sample: { size } },
      { $match: { workspace } },
      { $project: { _id: 1 } },
    ]);
    return [...new Set((await drawn.toArray()).map(({ _id }) => _id))].slice(0, most);
  }

  return {
    async atLeast(workspace) {
      const filter = keysOf(workspace) as CustomerFilter;
      const counted = await customers.countDocuments(filter, { limit: FEW + 1 });
      return { customers: counted, areAll: counted <= FEW };
    },
    async some(workspace, everybody, most) {
      const keys =
        everybody <= FEW ? await keysAmongFew(workspace, most) : await keysAmongMany(workspace, everybody, most);
      const filter: CustomerFilter = { _id: { $in: [...keys] } };
      return (await customers.find(filter).toArray()).map(readCustomer);
    },
  };
}

/** Keys begin with the workspace and a colon, and a semicolon follows a colon. */
function keysOf(workspace: WorkspaceId) {
  return { _id: { $gte: `${workspace}:`, $lt: `${workspace};` } };
}
