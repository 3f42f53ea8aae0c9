import type { Connection, mongo } from 'mongoose';
import type { CustomerId, SlotId, WorkspaceId } from '../../domain/ids.schema.ts';
import type { EffectKey } from '../../domain/keys.ts';
import { MOST_ACTIVE, MOST_SHOWN } from '../../domain/policy/placements.ts';
import type { Instant } from '../../domain/time.ts';
import { MAJORITY } from '../connection.ts';
import { effectCollection, findEffects, type EffectRow, type Sign } from './effects.ts';

/** A banner or toast: a row of the ledger that was done. Shown from `at` to `until`, the last one excluded. */
export type PlacementRow = Extract<EffectRow<'showPlacement'>, { readonly state: 'done' }>;

export interface PlacementStore {
  /**
   * What a customer is to see at `now`, in these slots or in all: the highest priority first and of equal ones the
   * newest, at most `MOST_ACTIVE`. Neither what they have closed nor what was shown as often as it may be.
   */
  active(workspace: WorkspaceId, customer: CustomerId, now: Instant, slots?: readonly SlotId[]): Promise<Active>;
  /** Those of these keys that are placements of this customer, whether or not they are still shown. */
  known(workspace: WorkspaceId, customer: CustomerId, keys: readonly EffectKey[]): Promise<readonly PlacementRow[]>;
  /** Keeps what pages told, each sign once by its id: of one placement at most `MOST_SHOWN`, and that it was closed. */
  note(signs: readonly { readonly key: EffectKey; readonly sign: Sign }[]): Promise<void>;
}

interface Active {
  readonly placements: readonly PlacementRow[];
  /** Whether there are others that were left out. */
  readonly more: boolean;
}

/** Neither closed nor worn out. */
const STILL_SHOWN = {
  'seen.dismissed': { $ne: true },
  $expr: { $lt: [{ $ifNull: ['$seen.shown', 0] }, { $ifNull: ['$result.content.mostShown', Infinity] }] },
} as const;

export function mongoPlacementStore(connection: Connection): PlacementStore {
  const effects = effectCollection(connection);
  return {
    async active(workspace, customer, now, slots) {
      const shown = { workspace, customer, state: 'done', at: { $lte: now }, 'about.until': { $gt: now } } as const;
      const found = findEffects(effects, 'showPlacement', {
        ...shown,
        ...STILL_SHOWN,
        ...(slots === undefined ? {} : { 'about.slot': { $in: [...slots] } }),
      });
      const rows = await found
        // A row without a priority comes after all that have one, as one with 0 would.
        .sort({ 'result.content.priority': -1, at: -1, _id: 1 })
        .limit(MOST_ACTIVE + 1)
        .project<EffectRow<'showPlacement'>>({ 'seen.signs': 0 })
        .toArray();
      const placements = rows.flatMap((row) => (row.state === 'done' ? [row] : []));
      return { placements: placements.slice(0, MOST_ACTIVE), more: placements.length > MOST_ACTIVE };
    },
    async known(workspace, customer, keys) {
      const theirs: mongo.Filter<EffectRow> = { _id: { $in: [...keys] }, workspace, customer, state: 'done' };
      const rows = await findEffects(effects, 'showPlacement', theirs).toArray();
      return rows.flatMap((row) => (row.state === 'done' ? [row] : []));
    },
    async note(signs) {
      if (signs.length === 0) return;
      await effects.bulkWrite(signs.map(noted), { writeConcern: MAJORITY });
    },
  };
}

const HAS_ROOM = { [`seen.signs.${MOST_SHOWN - 1}`]: { $exists: false } };
const HAS_ROOM_TO_CLOSE = { $or: [HAS_ROOM, { 'seen.dismissed': { $ne: true as const } }] };

/** One write that asks and changes, so that a sign which is sent twice at once is kept once. */
function noted({ key, sign }: Parameters<PlacementStore['note']>[0][number]): mongo.AnyBulkWriteOperation<EffectRow> {
  const isSeen = sign.sign === 'impression' || sign.sign === 'control-impression';
  return {
    updateOne: {
      filter: {
        _id: key,
        'seen.signs.id': { $ne: sign.id },
        ...(sign.sign === 'dismiss' ? HAS_ROOM_TO_CLOSE : HAS_ROOM),
      },
      update: {
        $push: { 'seen.signs': sign },
        ...(isSeen ? { $inc: { 'seen.shown': 1 } } : {}),
        $set: { uncounted: 1, ...(sign.sign === 'dismiss' ? { 'seen.dismissed': true as const } : {}) },
      },
    },
  };
}
