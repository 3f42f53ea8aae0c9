import type { Connection } from 'mongoose';
import type { CustomerId, SlotId, WorkspaceId } from '../../domain/ids.schema.ts';
import { MOST_ACTIVE } from '../../domain/policy/placements.ts';
import type { Instant } from '../../domain/time.ts';
import { effectCollection, findEffects, type EffectRow } from './effects.ts';

/** A banner or toast: a row of the ledger that was done. Shown from `at` to `until`, the last one excluded. */
export type PlacementRow = Extract<EffectRow<'showPlacement'>, { readonly state: 'done' }>;

export interface PlacementReads {
  /** What a customer is to see at `now`, newest first, at most `MOST_ACTIVE`; in these slots, or in all. */
  active(workspace: WorkspaceId, customer: CustomerId, now: Instant, slots?: readonly SlotId[]): Promise<Active>;
}

interface Active {
  readonly placements: readonly PlacementRow[];
  /** Whether there are older ones that were left out. */
  readonly more: boolean;
}

export function mongoPlacementReads(connection: Connection): PlacementReads {
  const effects = effectCollection(connection);
  return {
    async active(workspace, customer, now, slots) {
      const shown = { workspace, customer, state: 'done', at: { $lte: now }, 'about.until': { $gt: now } } as const;
      const found = findEffects(
        effects,
        'showPlacement',
        slots === undefined ? shown : { ...shown, 'about.slot': { $in: [...slots] } },
      );
      const rows = await found
        .sort({ at: -1, _id: 1 })
        .limit(MOST_ACTIVE + 1)
        .toArray();
      const placements = rows.flatMap((row) => (row.state === 'done' ? [row] : []));
      return { placements: placements.slice(0, MOST_ACTIVE), more: placements.length > MOST_ACTIVE };
    },
  };
}
