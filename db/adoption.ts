import type { Connection } from 'mongoose';
import type { WorkspaceId } from '../domain/ids.schema.ts';
import { customerCollection } from './customers.ts';

/** Versions of the rules of scoring and of silence; 0 before a customer's first decision. */
export interface Rules {
  readonly scoring: number;
  readonly silence: number;
}

/** How many customers live by the same rules. */
export interface RulesCount extends Rules {
  readonly customers: number;
}

/** By which rules the customers of a workspace live. */
export interface Adoption {
  count(workspace: WorkspaceId): Promise<readonly RulesCount[]>;
  /** Customers who live by other rules than these. */
  others(workspace: WorkspaceId, rules: Rules): Promise<number>;
}

export function mongoAdoption(connection: Connection): Adoption {
  const customers = customerCollection(connection);

  async function count(workspace: WorkspaceId): Promise<readonly RulesCount[]> {
    const rows = customers.aggregate<RulesCount>([
      // Bounds on both versions keep it to the index that holds them.
      { $match: { workspace, 'state.rules.scoring': { $gte: 0 }, 'state.rules.silence': { $gte: 0 } } },
      {
        $group: {
          _id: { scoring: '$state.rules.scoring', silence: '$state.rules.silence' },
          customers: { $sum: 1 },
        },
      },
      { $project: { _id: 0, scoring: '$_id.scoring', silence: '$_id.silence', customers: 1 } },
    ]);
    return await rows.toArray();
  }

  return {
    count,
    async others(workspace, { scoring, silence }) {
      const counts = await count(workspace);
      const others = counts.filter((one) => one.scoring !== scoring || one.silence !== silence);
      return others.reduce((sum, { customers: some }) => sum + some, 0);
    },
  };
}
