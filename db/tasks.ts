import type { Connection, mongo } from 'mongoose';
import type { WorkspaceId } from '../domain/ids.schema.ts';
import type { Instant } from '../domain/time.ts';
import { MAJORITY } from './connection.ts';
import type { JobEnd, JobState } from './jobs.ts';
import { collectionOf, isDuplicateKey } from './schema.ts';
import type {
  ContactsOptions,
  ContactsResult,
  DeletionResult,
  FitOptions,
  FitResult,
  RebuildResult,
  RolloutResult,
} from './task-results.ts';

export type TaskKind = TaskRow['kind'];

interface TaskBase {
  readonly _id: string;
  readonly workspace: WorkspaceId;
  readonly state: JobState;
  /** Customers read or compared; of a rollout, those who live by the rules in force. */
  readonly done: number;
  /** `null` while nobody knows. */
  readonly total: number | null;
  readonly startedAt: Instant;
  readonly changedAt: Instant;
  /** Why it failed, one sentence for people. */
  readonly error?: string;
  /** Until it ends: a workspace has at most one such task of each kind. */
  readonly active?: 1;
}

/** Learns how this base's customers buy, and publishes it where it may. */
export interface FitTask extends TaskBase {
  readonly kind: 'fit';
  readonly options: FitOptions;
  readonly result?: FitResult;
}

/** Makes everybody live by the rules in force, and wakes those for whom they change something. */
export interface RolloutTask extends TaskBase {
  readonly kind: 'rollout';
  /** The newest playbook that somebody wants rolled out. */
  readonly playbook: number;
  readonly result?: RolloutResult;
}

/** Folds everybody's events again and compares. */
export interface RebuildTask extends TaskBase {
  readonly kind: 'rebuild';
  readonly result?: RebuildResult;
}

/**
 * Deletes the workspace itself. It outlives it: as the receipt, and as the sign that the id was used, since nothing old
 * may reach a new workspace of the same name.
 */
export interface DeleteWorkspaceTask extends TaskBase {
  readonly kind: 'delete-workspace';
  readonly result?: DeletionResult;
}

/** Takes addresses and consents from a file. */
export interface ContactsTask extends TaskBase {
  readonly kind: 'contacts';
  readonly options: ContactsOptions;
  /** Whether the file has arrived whole. */
  readonly stored: boolean;
  readonly result?: ContactsResult;
}

/** Work over a whole workspace that nobody waits for. */
export type TaskRow = FitTask | RolloutTask | RebuildTask | DeleteWorkspaceTask | ContactsTask;

type ChangeOf<Row extends TaskRow> = Partial<Pick<Row, 'state' | 'done' | 'total' | 'changedAt' | 'result'>>;
export type TaskChange =
  | ChangeOf<FitTask>
  | ChangeOf<RolloutTask>
  | ChangeOf<RebuildTask>
  | ChangeOf<DeleteWorkspaceTask>
  | (ChangeOf<ContactsTask> & Partial<Pick<ContactsTask, 'stored'>>);

export interface TaskStore {
  /** @returns false where the workspace has an unfinished task of this kind */
  begin(row: TaskRow): Promise<boolean>;
  find(workspace: WorkspaceId, id: string): Promise<TaskRow | null>;
  /** The newest task that deletes, or has deleted, this workspace. */
  deletion(workspace: WorkspaceId): Promise<DeleteWorkspaceTask | null>;
  /** Newest first. */
  list(workspace: WorkspaceId, limit: number): Promise<readonly TaskRow[]>;
  /** The task that keeps others of its kind from beginning. */
  unfinished(workspace: WorkspaceId, kind: TaskKind): Promise<TaskRow | null>;
  /** Not begun by any worker yet, or begun and without a sign of life for long. */
  waiting(queuedBefore: Instant, silentSince: Instant): Promise<readonly TaskRow[]>;
  /** @returns false where the task has ended meanwhile: then nothing is changed */
  change(id: string, change: TaskChange): Promise<boolean>;
  /** Makes a rollout under way cover this playbook too. @returns false where it has ended meanwhile */
  extend(id: string, playbook: number): Promise<boolean>;
  /** Ends a rollout, unless it has to cover a newer playbook by now. @returns whether it has ended */
  settle(id: string, playbook: number, change: ChangeOf<RolloutTask>): Promise<boolean>;
  /** Does nothing where it has ended before. */
  end(id: string, end: JobEnd): Promise<void>;
}

export function taskCollection(connection: Connection): mongo.Collection<TaskRow> {
  return collectionOf<TaskRow>(connection, 'tasks', [
    { keys: { workspace: 1, startedAt: -1 } },
    { keys: { workspace: 1, kind: 1 }, options: { unique: true, partialFilterExpression: { active: 1 } } },
    { keys: { state: 1, changedAt: 1 }, options: { partialFilterExpression: { active: 1 } } },
  ]);
}

export function mongoTaskStore(connection: Connection): TaskStore {
  return new MongoTaskStore(connection);
}

class MongoTaskStore implements TaskStore {
  readonly #tasks: mongo.Collection<TaskRow>;

  constructor(connection: Connection) {
    this.#tasks = taskCollection(connection);
  }

  async begin(row: TaskRow): Promise<boolean> {
    try {
      await this.#tasks.insertOne(row, { writeConcern: MAJORITY });
      return true;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }

  async find(workspace: WorkspaceId, id: string): Promise<TaskRow | null> {
    return await this.#tasks.findOne({ _id: id, workspace });
  }

  async deletion(workspace: WorkspaceId): Promise<DeleteWorkspaceTask | null> {
    const row = await this.#tasks.findOne({ workspace, kind: 'delete-workspace' }, { sort: { startedAt: -1 } });
    return row?.kind === 'delete-workspace' ? row : null;
  }

  async list(workspace: WorkspaceId, limit: number): Promise<readonly TaskRow[]> {
    return await this.#tasks.find({ workspace }).sort({ startedAt: -1 }).limit(limit).toArray();
  }

  async unfinished(workspace: WorkspaceId, kind: TaskKind): Promise<TaskRow | null> {
    return await this.#tasks.findOne({ workspace, kind, active: 1 });
  }

  async waiting(queuedBefore: Instant, silentSince: Instant): Promise<readonly TaskRow[]> {
    const queued = { active: 1, state: 'queued', changedAt: { $lte: queuedBefore } } as const;
    const silent = { active: 1, state: 'running', changedAt: { $lte: silentSince } } as const;
    return await this.#tasks.find({ $or: [queued, silent] }).toArray();
  }

  async change(id: string, change: TaskChange): Promise<boolean> {
    const result = await this.#tasks.updateOne({ _id: id, active: 1 }, { $set: change }, { writeConcern: MAJORITY });
    return result.matchedCount === 1;
  }

  async extend(id: string, playbook: number): Promise<boolean> {
    const active = { _id: id, kind: 'rollout', active: 1 } as const;
    const result = await this.#tasks.updateOne(active, { $max: { playbook } }, { writeConcern: MAJORITY });
    return result.matchedCount === 1;
  }

  async settle(id: string, playbook: number, change: ChangeOf<RolloutTask>): Promise<boolean> {
    const covered = { _id: id, kind: 'rollout', active: 1, playbook: { $lte: playbook } } as const;
    const done = { $set: { ...change, state: 'done' }, $unset: { active: 1 } } as const;
    const result = await this.#tasks.updateOne(covered, done, { writeConcern: MAJORITY });
    return result.matchedCount === 1;
  }

  async end(id: string, { state, at, error }: JobEnd): Promise<void> {
    const $set = { state, changedAt: at, ...(error === undefined ? {} : { error }) };
    await this.#tasks.updateOne({ _id: id, active: 1 }, { $set, $unset: { active: 1 } }, { writeConcern: MAJORITY });
  }
}
