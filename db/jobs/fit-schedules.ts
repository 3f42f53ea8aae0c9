import type { Connection } from 'mongoose';
import type { WorkspaceId } from '../../domain/ids.schema.ts';
import type { Drift } from '../../domain/silence/drift.ts';
import type { Instant } from '../../domain/time.ts';
import { MAJORITY } from '../connection.ts';
import { collectionOf, isDuplicateKey } from '../schema.ts';
import type { FitOptions } from './results.ts';

/** Fits that come by themselves. */
export interface FitsWanted {
  /** A duration, as it was given. */
  readonly every: string;
  readonly options: FitOptions;
}

/** What the predictions of a model were worth when they were last looked at. */
export interface DriftSeen extends Drift {
  readonly at: Instant;
  /** Version of the model of silence. */
  readonly model: number;
  /** The version in which its chances were measured anew; `null`: they were not. */
  readonly recalibratedAs: number | null;
}

/** What a workspace wants of fits, of which Temporal's schedule is made, and what was seen since. Times are wall clock. */
export interface FitScheduleRow {
  readonly _id: WorkspaceId;
  /** `null`: none. */
  readonly wanted: FitsWanted | null;
  /** When that was said; fits come one interval after it, and so on. */
  readonly at: Instant;
  /** Whether Temporal has been told. */
  readonly settled: boolean;
  /** When predictions were last looked at. */
  readonly lookedAt?: Instant;
  readonly drift?: DriftSeen | null;
}

export interface FitScheduleStore {
  find(workspace: WorkspaceId): Promise<FitScheduleRow | null>;
  /** @returns the row; Temporal is not told yet */
  want(workspace: WorkspaceId, wanted: FitsWanted | null, at: Instant): Promise<FitScheduleRow>;
  /** Temporal has been told of what was wanted then. */
  settle(row: Pick<FitScheduleRow, '_id' | 'at'>): Promise<void>;
  /** Workspaces of whose wish Temporal has not been told; or all who want something, too. */
  list(which: 'unsettled' | 'all'): Promise<readonly WorkspaceId[]>;
  /** Whether the caller is to look at predictions now: nobody has since `before`, and nobody else will take it for theirs. */
  claimLook(workspace: WorkspaceId, now: Instant, before: Instant): Promise<boolean>;
  noteDrift(workspace: WorkspaceId, drift: DriftSeen | null): Promise<void>;
  /** What was seen last, of all workspaces. */
  drifts(): Promise<readonly Pick<FitScheduleRow, '_id' | 'drift'>[]>;
}

export function mongoFitScheduleStore(connection: Connection): FitScheduleStore {
  const rows = collectionOf<FitScheduleRow>(connection, 'fit_schedules', [{ keys: { settled: 1 } }]);
  return {
    async find(_id) {
      return await rows.findOne({ _id });
    },
    async want(_id, wanted, at) {
      const row = await rows.findOneAndUpdate(
        { _id },
        { $set: { wanted, at, settled: false } },
        { upsert: true, returnDocument: 'after', writeConcern: MAJORITY },
      );
      return row ?? { _id, wanted, at, settled: false };
    },
    async settle({ _id, at }) {
      await rows.updateOne({ _id, at }, { $set: { settled: true } });
    },
    async list(which) {
      const unsettled = { settled: false };
      return await rows.distinct('_id', which === 'all' ? { $or: [unsettled, { wanted: { $ne: null } }] } : unsettled);
    },
    async claimLook(_id, now, before) {
      const isDue = { _id, lookedAt: { $not: { $gt: before } } };
      const $setOnInsert = { wanted: null, at: now, settled: true };
      try {
        await rows.updateOne(
          isDue,
          { $set: { lookedAt: now }, $setOnInsert },
          { upsert: true, writeConcern: MAJORITY },
        );
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },
    async noteDrift(_id, drift) {
      await rows.updateOne({ _id }, { $set: { drift } }, { writeConcern: MAJORITY });
    },
    async drifts() {
      return await rows.find({ drift: { $type: 'object' } }, { projection: { drift: 1 } }).toArray();
    },
  };
}
