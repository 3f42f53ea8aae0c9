import type { Connection } from 'mongoose';
import type { WorkspaceId } from '../../domain/ids.schema.ts';
import { customerCollection } from './customers.ts';

/** How many customers live by the same rules. */
export interface RulesCount {
  /** Versions of the rules of scoring and of silence; 0 before a customer's first decision. */
  readonly scoring: number;
  readonly silence: number;
  readonly customers: number;
}

/** By which rules the customers of a workspace live. */
export interface Adoption {
  count(workspace: WorkspaceId): Promise<readonly RulesCount[]>;
}

export function mongoAdoption(connection: Connection): Adoption {
  const customers = customerCollection(connection);

  return {
    async count(workspace) {
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
    },
  };
}
