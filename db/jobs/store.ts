import type { Connection, mongo } from 'mongoose';
import type { WorkspaceId } from '../../domain/ids.schema.ts';
import type { Instant } from '../../domain/time.ts';
import { MAJORITY } from '../connection.ts';
import { collectionOf, isDuplicateKey } from '../schema.ts';
import type { JobKind, JobRow, JobState } from './rows.ts';

/** What may change of a job while it is unfinished. */
export type JobChange<Kind extends JobKind = JobKind> = {
  readonly [K in Kind]: Partial<
    Omit<JobRow<K>, '_id' | 'workspace' | 'kind' | 'options' | 'startedAt' | 'active' | 'slot' | 'earlier'>
  >;
}[Kind];

export interface JobEnd {
  readonly state: Exclude<JobState, 'queued' | 'running'>;
  readonly at: Instant;
  readonly error?: string;
}

/** Which unfinished job keeps another one like it from beginning. */
export type Rival = Pick<JobRow, 'workspace' | 'kind' | 'slot'>;

export interface JobStore {
  /** @returns false where the workspace has an unfinished job of this kind, and of this slot */
  begin(row: JobRow): Promise<boolean>;
  find(workspace: WorkspaceId, id: string): Promise<JobRow | null>;
  /** The newest job that deletes, or has deleted, this workspace. */
  deletion(workspace: WorkspaceId): Promise<JobRow<'delete-workspace'> | null>;
  /** Those that have deleted a workspace, all of them. */
  deletions(): Promise<readonly JobRow<'delete-workspace'>[]>;
  /** The newest job of an erasure, by the key of its row. */
  erasure(workspace: WorkspaceId, erasure: string): Promise<JobRow<'erase-customer'> | null>;
  /** The newest preview of this slot that is done. */
  previewed(workspace: WorkspaceId, slot: string): Promise<JobRow<'preview'> | null>;
  /** The newest fit that is done. */
  fitted(workspace: WorkspaceId): Promise<JobRow<'fit'> | null>;
  /** The newest fit, ended or not. */
  lastFit(workspace: WorkspaceId): Promise<JobRow<'fit'> | null>;
  /** The newest purge, ended or not. */
  lastPurge(workspace: WorkspaceId): Promise<JobRow<'purge'> | null>;
  /** Newest first; without what previews have counted. */
  list(workspace: WorkspaceId, limit: number): Promise<readonly JobRow[]>;
  unfinished(like: Rival): Promise<JobRow | null>;
  /** Ready and not begun by any worker yet, or begun and without a sign of life for long. */
  waiting(queuedBefore: Instant, silentSince: Instant): Promise<readonly JobRow[]>;
  /** @returns false where the job has ended meanwhile: then nothing is changed */
  change(id: string, change: JobChange): Promise<boolean>;
  /** Makes a rollout under way cover this playbook too. @returns false where it has ended meanwhile */
  extend(id: string, playbook: number): Promise<boolean>;
  /** Ends a rollout, unless it has to cover a newer playbook by now. @returns whether it has ended */
  settle(id: string, playbook: number, change: JobChange<'rollout'>): Promise<boolean>;
  /** Does nothing where it has ended before. */
  end(id: string, end: JobEnd): Promise<void>;
  remove(id: string): Promise<void>;
  /** Removes ended jobs of a kind that nobody has to look at any more. */
  forget(kind: JobKind, endedBefore: Instant): Promise<void>;
}

export function jobCollection(connection: Connection): mongo.Collection<JobRow> {
  const active = { partialFilterExpression: { active: 1 } };
  return collectionOf<JobRow>(connection, 'jobs', [
    { keys: { workspace: 1, startedAt: -1 } },
    { keys: { workspace: 1, kind: 1, slot: 1 }, options: { unique: true, ...active } },
    { keys: { state: 1, changedAt: 1 }, options: active },
    { keys: { kind: 1, changedAt: 1 } },
  ]);
}

export function mongoJobStore(connection: Connection): JobStore {
  return new MongoJobStore(jobCollection(connection));
}

class MongoJobStore implements JobStore {
  readonly #jobs: mongo.Collection<JobRow>;

  constructor(jobs: mongo.Collection<JobRow>) {
    this.#jobs = jobs;
  }

  async begin(row: JobRow): Promise<boolean> {
    try {
      await this.#jobs.insertOne(row, { writeConcern: MAJORITY });
      return true;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }

  async find(workspace: WorkspaceId, id: string): Promise<JobRow | null> {
    return await this.#jobs.findOne({ _id: id, workspace });
  }

  async deletion(workspace: WorkspaceId): Promise<JobRow<'delete-workspace'> | null> {
    const row = await this.#jobs.findOne({ workspace, kind: 'delete-workspace' }, { sort: { startedAt: -1 } });
    return row?.kind === 'delete-workspace' ? row : null;
  }

  async deletions(): Promise<readonly JobRow<'delete-workspace'>[]> {
    const rows = await this.#jobs.find({ kind: 'delete-workspace', state: 'done' }).toArray();
    return rows.flatMap((row) => (row.kind === 'delete-workspace' ? [row] : []));
  }

  async erasure(workspace: WorkspaceId, erasure: string): Promise<JobRow<'erase-customer'> | null> {
    const asked = { workspace, kind: 'erase-customer', 'options.erasure': erasure } as const;
    const row = await this.#jobs.findOne(asked, { sort: { startedAt: -1 } });
    return row?.kind === 'erase-customer' ? row : null;
  }

  async previewed(workspace: WorkspaceId, slot: string): Promise<JobRow<'preview'> | null> {
    const done = { workspace, kind: 'preview', slot, state: 'done' } as const;
    const row = await this.#jobs.findOne(done, { sort: { startedAt: -1 } });
    return row?.kind === 'preview' ? row : null;
  }

  async fitted(workspace: WorkspaceId): Promise<JobRow<'fit'> | null> {
    const row = await this.#jobs.findOne({ workspace, kind: 'fit', state: 'done' }, { sort: { startedAt: -1 } });
    return row?.kind === 'fit' ? row : null;
  }

  async lastFit(workspace: WorkspaceId): Promise<JobRow<'fit'> | null> {
    const row = await this.#jobs.findOne({ workspace, kind: 'fit' }, { sort: { startedAt: -1 } });
    return row?.kind === 'fit' ? row : null;
  }

  async lastPurge(workspace: WorkspaceId): Promise<JobRow<'purge'> | null> {
    const row = await this.#jobs.findOne({ workspace, kind: 'purge' }, { sort: { startedAt: -1 } });
    return row?.kind === 'purge' ? row : null;
  }

  async list(workspace: WorkspaceId, limit: number): Promise<readonly JobRow[]> {
    return await this.#jobs
      .find({ workspace }, { projection: { population: 0 } })
      .sort({ startedAt: -1 })
      .limit(limit)
      .toArray();
  }

  async unfinished({ workspace, kind, slot }: Rival): Promise<JobRow | null> {
    return await this.#jobs.findOne({ workspace, kind, slot: slot ?? { $exists: false }, active: 1 });
  }

  async waiting(queuedBefore: Instant, silentSince: Instant): Promise<readonly JobRow[]> {
    // One whose file is still arriving has nothing to begin with.
    const queued = { state: 'queued', phase: { $ne: 'uploading' }, changedAt: { $lte: queuedBefore } } as const;
    const silent = { state: 'running', changedAt: { $lte: silentSince } } as const;
    return await this.#jobs.find({ active: 1, $or: [queued, silent] }).toArray();
  }

  async change(id: string, change: JobChange): Promise<boolean> {
    const result = await this.#jobs.updateOne({ _id: id, active: 1 }, { $set: change }, { writeConcern: MAJORITY });
    return result.matchedCount === 1;
  }

  async extend(id: string, playbook: number): Promise<boolean> {
    const active = { _id: id, kind: 'rollout', active: 1 } as const;
    const result = await this.#jobs.updateOne(active, { $max: { playbook } }, { writeConcern: MAJORITY });
    return result.matchedCount === 1;
  }

  async settle(id: string, playbook: number, change: JobChange<'rollout'>): Promise<boolean> {
    const covered = { _id: id, kind: 'rollout', active: 1, playbook: { $lte: playbook } } as const;
    const done = { $set: { ...change, state: 'done' }, $unset: { active: 1 } } as const;
    const result = await this.#jobs.updateOne(covered, done, { writeConcern: MAJORITY });
    return result.matchedCount === 1;
  }

  async end(id: string, { state, at, error }: JobEnd): Promise<void> {
    const $set = { state, changedAt: at, ...(error === undefined ? {} : { error }) };
    await this.#jobs.updateOne({ _id: id, active: 1 }, { $set, $unset: { active: 1 } }, { writeConcern: MAJORITY });
  }

  async remove(id: string): Promise<void> {
    await this.#jobs.deleteOne({ _id: id }, { writeConcern: MAJORITY });
  }

  async forget(kind: JobKind, endedBefore: Instant): Promise<void> {
    await this.#jobs.deleteMany({ kind, active: { $exists: false }, changedAt: { $lt: endedBefore } });
  }
}
