import type { Connection, mongo } from 'mongoose';
import type { SourceId, WorkspaceId } from '../domain/ids.schema.ts';
import type { Instant } from '../domain/time.ts';
import { MAJORITY } from './connection.ts';
import type { DateForm, DecimalMark, Folds, Reading, Refused } from './reading.ts';
import { collectionOf, isDuplicateKey } from './schema.ts';

export type JobState = 'queued' | 'running' | 'done' | 'failed' | 'cancelled';
/** What is being counted: rows while `reading`, customers while `scoring` and `starting`, bytes while `uploading`. */
export type JobPhase = 'uploading' | 'waiting' | 'reading' | 'scoring' | 'starting' | 'finished';

/** How the file of an import is to be read. */
export interface ImportOptions {
  readonly format: 'csv' | 'ndjson';
  /** Field → column, as far as the caller said. */
  readonly mapping: Readonly<Record<string, string>>;
  readonly source: SourceId;
  /** Left out, it holds orders, or lines of them: the rows tell. */
  readonly kind?: 'orders' | 'lines' | 'summaries';
  /** Left out, the file tells. */
  readonly dates?: DateForm;
  readonly decimal?: DecimalMark;
}

export interface JobCounts {
  /** Events stored: orders, or summaries. */
  readonly imported: number;
  /** Of these, those that lie ahead of the test clock. */
  readonly ahead: number;
  /** Those that were stored before, by whomever. */
  readonly duplicates: number;
  /** Rows refused. */
  readonly rejected: number;
  /** Customers whose history was taken. */
  readonly customers: number;
  /** Of the events stored, refunds: of returns, and of what orders say was paid back. */
  readonly refunds?: number;
  /** Of these, those of which the file does not say what they refund, and for which no order was found. */
  readonly unmatched?: number;
}

export const NOTHING_COUNTED: JobCounts = { imported: 0, ahead: 0, duplicates: 0, rejected: 0, customers: 0 };

/** A long piece of work that people watch, and may call off. */
export interface JobRow {
  readonly _id: string;
  readonly workspace: WorkspaceId;
  readonly kind: 'import';
  readonly state: JobState;
  readonly phase: JobPhase;
  /** Of the phase. */
  readonly done: number;
  /** Of the phase; `null` while nobody knows. */
  readonly total: number | null;
  readonly phaseAt: Instant;
  readonly counts: JobCounts;
  readonly options: ImportOptions;
  /** Found out when the file had arrived; jobs of an earlier version have none. */
  readonly reading?: Reading;
  readonly folds?: Folds;
  /** Rows refused, by reason. */
  readonly refused?: readonly Refused[];
  /** The orders that its returns belong to have been looked for. */
  readonly returnsNamed?: true;
  /** Lines of the file, header included. */
  readonly lines: number;
  /** When the upload began: the arrival of every event it brings. */
  readonly startedAt: Instant;
  readonly changedAt: Instant;
  readonly error?: string;
  /** Events taken back, because their customers had not been scored when the job ended early. */
  readonly removed?: number;
  /** Until it ends: a workspace has at most one such import. */
  readonly active?: 1;
}

export type JobChange = Partial<
  Pick<JobRow, 'state' | 'phase' | 'done' | 'total' | 'phaseAt' | 'counts' | 'lines' | 'changedAt' | 'removed'> &
    Pick<JobRow, 'reading' | 'folds' | 'refused' | 'returnsNamed'>
>;

export interface JobEnd {
  readonly state: Extract<JobState, 'done' | 'failed' | 'cancelled'>;
  readonly at: Instant;
  readonly error?: string;
}

export interface JobStore {
  /** @returns false where the workspace has an unfinished job of this kind */
  begin(row: JobRow): Promise<boolean>;
  find(workspace: WorkspaceId, id: string): Promise<JobRow | null>;
  /** Newest first. */
  list(workspace: WorkspaceId, limit: number): Promise<readonly JobRow[]>;
  /** The job that keeps others of its kind from beginning. */
  unfinished(workspace: WorkspaceId): Promise<JobRow | null>;
  /** Uploaded, and not begun by any worker yet. */
  waiting(changedBefore: Instant): Promise<readonly JobRow[]>;
  /** @returns false where the job has ended meanwhile: then nothing is changed */
  change(id: string, change: JobChange): Promise<boolean>;
  /** Does nothing where it has ended before. */
  end(id: string, end: JobEnd): Promise<void>;
  remove(id: string): Promise<void>;
}

const ENDED: readonly JobState[] = ['done', 'failed', 'cancelled'];

export function mongoJobStore(connection: Connection): JobStore {
  const jobs: mongo.Collection<JobRow> = collectionOf<JobRow>(connection, 'jobs', [
    { keys: { workspace: 1, startedAt: -1 } },
    { keys: { workspace: 1, kind: 1 }, options: { unique: true, partialFilterExpression: { active: 1 } } },
    { keys: { phase: 1 }, options: { partialFilterExpression: { active: 1 } } },
  ]);
  return {
    async begin(row) {
      try {
        await jobs.insertOne(row, { writeConcern: MAJORITY });
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },
    async find(workspace, id) {
      return await jobs.findOne({ _id: id, workspace });
    },
    async list(workspace, limit) {
      return await jobs.find({ workspace }).sort({ startedAt: -1 }).limit(limit).toArray();
    },
    async unfinished(workspace) {
      return await jobs.findOne({ workspace, active: 1 });
    },
    async waiting(changedBefore) {
      return await jobs.find({ active: 1, phase: 'waiting', changedAt: { $lte: changedBefore } }).toArray();
    },
    async change(id, change) {
      const running = { _id: id, state: { $nin: [...ENDED] } };
      const result = await jobs.updateOne(running, { $set: change }, { writeConcern: MAJORITY });
      return result.matchedCount === 1;
    },
    async end(id, { state, at, error }) {
      await jobs.updateOne(
        { _id: id, state: { $nin: [...ENDED] } },
        {
          $set: { state, phase: 'finished', changedAt: at, ...(error === undefined ? {} : { error }) },
          $unset: { active: 1 },
        },
        { writeConcern: MAJORITY },
      );
    },
    async remove(id) {
      await jobs.deleteOne({ _id: id }, { writeConcern: MAJORITY });
    },
  };
}
