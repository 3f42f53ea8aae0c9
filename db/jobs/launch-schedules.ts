import type { Connection } from 'mongoose';
import type { JourneyId, WorkspaceId } from '../../domain/ids.schema.ts';
import type { Instant } from '../../domain/time.ts';
import { MAJORITY } from '../connection.ts';
import { collectionOf } from '../schema.ts';

/** What a live journey wants of its schedule, of which Temporal's is made. */
export interface LaunchScheduleRow {
  /** `workspace:journey` */
  readonly _id: string;
  readonly workspace: WorkspaceId;
  readonly journey: JourneyId;
  /** As the journey says it; `null`: none any more. */
  readonly cron: string | null;
  /** When that was said, by the workspace's time. A test clock fires what is due after this, or after `firedAt`. */
  readonly since: Instant;
  /** What was due last when a test clock passed it, by that clock. */
  readonly firedAt?: Instant;
  /** Whether Temporal has been told. */
  readonly settled: boolean;
}

export interface LaunchScheduleStore {
  of(workspace: WorkspaceId): Promise<readonly LaunchScheduleRow[]>;
  find(workspace: WorkspaceId, journey: JourneyId): Promise<LaunchScheduleRow | null>;
  /** Temporal is not told yet. */
  want(workspace: WorkspaceId, journey: JourneyId, cron: string | null, at: Instant): Promise<void>;
  /** Temporal has been told of what was wanted then. */
  settle(row: Pick<LaunchScheduleRow, '_id' | 'cron' | 'since'>): Promise<void>;
  noteFired(id: string, at: Instant): Promise<void>;
  /** Workspaces with a wish of which Temporal has not been told. */
  unsettled(): Promise<readonly WorkspaceId[]>;
}

export function mongoLaunchScheduleStore(connection: Connection): LaunchScheduleStore {
  const rows = collectionOf<LaunchScheduleRow>(connection, 'launch_schedules', [
    { keys: { settled: 1 } },
    { keys: { workspace: 1 } },
  ]);
  const idOf = (workspace: WorkspaceId, journey: JourneyId) => `${workspace}:${journey}`;
  return {
    of: async (workspace) => await rows.find({ workspace }).toArray(),
    find: async (workspace, journey) => await rows.findOne({ _id: idOf(workspace, journey) }),
    async want(workspace, journey, cron, at) {
      const update = { $set: { workspace, journey, cron, since: at, settled: false }, $unset: { firedAt: 1 } } as const;
      await rows.updateOne({ _id: idOf(workspace, journey) }, update, { upsert: true, writeConcern: MAJORITY });
    },
    async settle({ _id, cron, since }) {
      await rows.updateOne({ _id, cron, since }, { $set: { settled: true } });
    },
    async noteFired(_id, at) {
      await rows.updateOne({ _id }, { $max: { firedAt: at } }, { writeConcern: MAJORITY });
    },
    unsettled: async () => await rows.distinct('workspace', { settled: false }),
  };
}
