import type { Connection, mongo } from 'mongoose';
import type { ShowPlacement } from '../domain/decision.ts';
import type { CustomerId, JourneyId, SlotId, StepId, WorkspaceId } from '../domain/ids.schema.ts';
import type { EffectKey } from '../domain/keys.ts';
import type { PlacementContent } from '../domain/state.ts';
import { MOST_ACTIVE } from '../domain/policy/placements.ts';
import type { Instant } from '../domain/time.ts';
import { MAJORITY } from './connection.ts';
import { collectionOf, isDuplicateKey } from './schema.ts';

/** A banner or toast. Its unique insert is the effect. */
export interface PlacementRow {
  readonly _id: EffectKey;
  readonly workspace: WorkspaceId;
  readonly customer: CustomerId;
  readonly slot: SlotId;
  readonly placement: ShowPlacement['placement'];
  readonly content: PlacementContent;
  /** Shown from this instant to the other, the last one excluded; in the workspace's time. */
  readonly from: Instant;
  readonly until: Instant;
  readonly journey: JourneyId;
  readonly step: StepId;
}

export interface PlacementStore {
  /** A repeat changes nothing. */
  show(row: PlacementRow): Promise<void>;
  /** What a customer is to see at `now`, newest first, at most `MOST_ACTIVE`; in these slots, or in all. */
  active(workspace: WorkspaceId, customer: CustomerId, now: Instant, slots?: readonly SlotId[]): Promise<Active>;
}

interface Active {
  readonly placements: readonly PlacementRow[];
  /** Whether there are older ones that were left out. */
  readonly more: boolean;
}

export function placementCollection(connection: Connection): mongo.Collection<PlacementRow> {
  return collectionOf<PlacementRow>(connection, 'placements', [{ keys: { workspace: 1, customer: 1, from: -1 } }]);
}

export function mongoPlacementStore(connection: Connection): PlacementStore {
  const placements = placementCollection(connection);
  return {
    async show(row) {
      try {
        await placements.insertOne(row, { writeConcern: MAJORITY });
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
      }
    },
    async active(workspace, customer, now, slots) {
      const shown = { workspace, customer, from: { $lte: now }, until: { $gt: now } };
      const rows = placements.find(slots === undefined ? shown : { ...shown, slot: { $in: [...slots] } });
      const found = await rows
        .sort({ from: -1, _id: 1 })
        .limit(MOST_ACTIVE + 1)
        .toArray();
      return { placements: found.slice(0, MOST_ACTIVE), more: found.length > MOST_ACTIVE };
    },
  };
}
