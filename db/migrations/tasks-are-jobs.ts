import type { Connection, mongo } from 'mongoose';
import { MAJORITY } from '../connection.ts';
import type { Migration, Tell } from './migration.ts';

/** A row of `tasks` as 0.2.0 and 0.3.0 wrote it. */
interface TaskRow {
  readonly _id: string;
  readonly startedAt: number;
  readonly state: string;
  /** Of a file of contacts: whether it had arrived whole. */
  readonly stored?: boolean;
}

/** A difference that a rebuild found, which named its job `task`. */
interface DifferenceRow {
  readonly _id: string;
  readonly task?: string;
}

const PAGE = 500;
/** What MongoDB answers where there is no such index, or no such collection. */
const NOT_THERE: readonly unknown[] = [26, 27];

/**
 * The store of 0.3.0 kept background work in two collections: imports in `jobs`, all else in `tasks`. Now there is one.
 * Ids stay, so that `GET /v1/jobs/:id` goes on answering, and workflows under way find their row.
 */
export const tasksAreJobs: Migration = {
  id: 'tasks-are-jobs',
  to: 3,
  what: 'background work, in one collection',
  run: moveTasks,
};

async function moveTasks(connection: Connection, tell: Tell): Promise<void> {
  const db = connection.getClient().db(connection.name);
  const tasks = db.collection<TaskRow>('tasks');
  const jobs = db.collection<{ readonly _id: string }>('jobs');
  const differences = db.collection<DifferenceRow>('differences');
  const of = (await tasks.countDocuments()) + (await differences.countDocuments({ task: { $exists: true } }));
  let done = 0;
  const more = async (count: number) => await tell((done += count), of);
  // They knew one job of a kind only, and a phase of imports only.
  for (const index of ['workspace_1_kind_1', 'phase_1']) await withoutIndex(jobs, index);
  await withoutIndex(differences, 'task_1__id_1');
  for (;;) {
    const page = await tasks.find().sort({ _id: 1 }).limit(PAGE).toArray();
    if (page.length === 0) break;
    const copies = page.map(({ _id, ...row }) => ({
      updateOne: { filter: { _id }, update: { $setOnInsert: asJob(row) }, upsert: true },
    }));
    await jobs.bulkWrite(copies, { ordered: false, writeConcern: MAJORITY });
    await tasks.deleteMany({ _id: { $in: page.map(({ _id }) => _id) } }, { writeConcern: MAJORITY });
    await more(page.length);
  }
  for (;;) {
    const page = await differences
      .find({ task: { $exists: true } })
      .limit(PAGE)
      .toArray();
    if (page.length === 0) break;
    const _id = { $in: page.map((row) => row._id) };
    await differences.updateMany({ _id }, { $rename: { task: 'job' } }, { writeConcern: MAJORITY });
    await more(page.length);
  }
  await tasks.drop();
}

function asJob({ stored, ...row }: Omit<TaskRow, '_id'>): object {
  if (stored === undefined) return { ...row, earlier: 'task' };
  const arrived = row.state === 'queued' ? 'waiting' : 'reading';
  return { ...row, earlier: 'task', phase: stored ? arrived : 'uploading', phaseAt: row.startedAt };
}

async function withoutIndex(rows: { dropIndex(name: string): Promise<unknown> }, name: string): Promise<void> {
  try {
    await rows.dropIndex(name);
  } catch (error) {
    const { code }: mongo.AnyError & { readonly code?: unknown } = error instanceof Error ? error : new Error();
    if (!NOT_THERE.includes(code)) throw error;
  }
}
