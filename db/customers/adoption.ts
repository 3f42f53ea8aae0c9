import type { Connection } from 'mongoose';
import type { AdoptedRules } from '../../domain/decision/state.ts';
import type { WorkspaceId } from '../../domain/ids.schema.ts';
import { customerCollection } from './customers.ts';

/** How many customers live by the same rules. */
export interface RulesCount {
  /** Versions of the rules of scoring and of silence; 0 before a customer's first decision. */
  readonly scoring: number;
  readonly silence: number;
  readonly customers: number;
}

/** The same, told apart also by when they have to wake; see `Rules.wakes`. */
export interface AdoptedCount extends RulesCount, AdoptedRules {}

/** By which rules the customers of a workspace live. */
export interface Adoption {
  count(workspace: WorkspaceId): Promise<readonly AdoptedCount[]>;
}

export function mongoAdoption(connection: Connection): Adoption {
  const customers = customerCollection(connection);

  return {
    async count(workspace) {
      const rows = customers.aggregate<AdoptedCount>([
        // Bounds on the versions keep it to the index that holds them.
        { $match: { workspace, 'state.rules.scoring': { $gte: 0 }, 'state.rules.silence': { $gte: 0 } } },
        {
          $group: {
            _id: {
              scoring: '$state.rules.scoring',
              silence: '$state.rules.silence',
              // Versions before 0.6.0 have none.
              wakes: { $ifNull: ['$state.rules.wakes', 0] },
            },
            customers: { $sum: 1 },
          },
        },
        { $project: { _id: 0, scoring: '$_id.scoring', silence: '$_id.silence', wakes: '$_id.wakes', customers: 1 } },
      ]);
      return await rows.toArray();
    },
  };
}
