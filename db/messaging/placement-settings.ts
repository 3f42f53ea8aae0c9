import { LRUCache } from 'lru-cache';
import type { Connection, mongo } from 'mongoose';
import type { WorkspaceId } from '../../domain/ids.schema.ts';
import { MOST_TOKEN_KEYS, type TokenMode } from '../../domain/policy/placement-tokens.ts';
import { SECOND, type Instant } from '../../domain/time.ts';
import { MAJORITY } from '../connection.ts';
import { collectionOf, isDuplicateKey } from '../schema.ts';

/** By what tokens are checked. A secret was shown once to whoever made it; no call gives it back. */
export type TokenKey = { readonly kid: string; readonly at: Instant } & (
  | { readonly alg: 'HS256'; readonly secret: string }
  | { readonly alg: 'EdDSA'; readonly publicKey: string }
);

/** What an author of settings says. */
export interface WantedSettings {
  readonly mode: TokenMode;
  /** Pages of these origins may ask from a browser. */
  readonly origins: readonly string[];
  /** How long pages are asked to wait between two looks. */
  readonly pollSeconds: number;
}

export interface PlacementSettings extends WantedSettings {
  /** The newest first. */
  readonly keys: readonly TokenKey[];
}

type SettingsRow = PlacementSettings & { readonly _id: WorkspaceId };

/** What holds where nobody has said anything. */
const USUAL_SETTINGS: PlacementSettings = { mode: 'off', origins: [], pollSeconds: 60, keys: [] };

export interface PlacementSettingsStore {
  /** As they were within the last five seconds, as keys are; what this process has changed, at once. */
  find(workspace: WorkspaceId): Promise<PlacementSettings>;
  /** @returns false where tokens would be required and there is no key to check any by */
  put(workspace: WorkspaceId, wanted: WantedSettings): Promise<boolean>;
  /** @returns false where there are as many as may be */
  addKey(workspace: WorkspaceId, key: TokenKey): Promise<boolean>;
  /** @returns `last`: tokens are required, and it is the only one they can be checked by */
  removeKey(workspace: WorkspaceId, kid: string): Promise<'removed' | 'unknown' | 'last'>;
  /** Whether any workspace lists this origin. */
  knowsOrigin(origin: string): Promise<boolean>;
}

export function mongoPlacementSettings(connection: Connection): PlacementSettingsStore {
  const rows: mongo.Collection<SettingsRow> = collectionOf<SettingsRow>(connection, 'placement_settings', [
    { keys: { origins: 1 } },
  ]);

  const known = new LRUCache<WorkspaceId, PlacementSettings>({ max: 1_000, ttl: 5 * SECOND });
  const changing = async <Result>(workspace: WorkspaceId, work: () => Promise<Result>): Promise<Result> => {
    try {
      return await work();
    } finally {
      known.delete(workspace);
    }
  };
  const changes = changesOf(rows);
  return {
    async find(workspace) {
      const found = known.get(workspace);
      if (found !== undefined) return found;
      const { _id, ...settings } = (await rows.findOne({ _id: workspace })) ?? { _id: workspace };
      const row = { ...USUAL_SETTINGS, ...settings };
      known.set(workspace, row);
      return row;
    },
    put: (workspace, wanted) => changing(workspace, () => changes.put(workspace, wanted)),
    addKey: (workspace, key) => changing(workspace, () => changes.addKey(workspace, key)),
    removeKey: (workspace, kid) => changing(workspace, () => changes.removeKey(workspace, kid)),
    async knowsOrigin(origin) {
      return (await rows.countDocuments({ origins: origin }, { limit: 1 })) > 0;
    },
  };
}

function changesOf(rows: mongo.Collection<SettingsRow>): Pick<PlacementSettingsStore, 'put' | 'addKey' | 'removeKey'> {
  return {
    async put(workspace, wanted) {
      const { mode, origins, pollSeconds } = wanted;
      const update = { $set: { mode, origins: [...origins], pollSeconds } };
      if (mode !== 'required') return await change(rows, { _id: workspace }, update);
      const { matchedCount } = await rows.updateOne({ _id: workspace, 'keys.0': { $exists: true } }, update, {
        writeConcern: MAJORITY,
      });
      return matchedCount === 1;
    },
    addKey: (workspace, key) =>
      change(
        rows,
        { _id: workspace, [`keys.${MOST_TOKEN_KEYS - 1}`]: { $exists: false } },
        { $push: { keys: { $each: [key], $position: 0 } } },
      ),
    async removeKey(workspace, kid) {
      const others = { $or: [{ mode: { $ne: 'required' as const } }, { 'keys.1': { $exists: true } }] };
      const { modifiedCount } = await rows.updateOne(
        { _id: workspace, 'keys.kid': kid, ...others },
        { $pull: { keys: { kid } } },
        { writeConcern: MAJORITY },
      );
      if (modifiedCount === 1) return 'removed';
      return (await rows.countDocuments({ _id: workspace, 'keys.kid': kid })) === 0 ? 'unknown' : 'last';
    },
  };
}

/** One write, which makes the row where there is none. @returns false where there is one that is not as the filter wants it */
async function change(
  rows: mongo.Collection<SettingsRow>,
  filter: mongo.Filter<SettingsRow>,
  update: mongo.UpdateFilter<SettingsRow>,
): Promise<boolean> {
  try {
    await rows.updateOne(filter, update, { upsert: true, writeConcern: MAJORITY });
    return true;
  } catch (error) {
    if (isDuplicateKey(error)) return false;
    throw error;
  }
}
