import { ApplicationFailure } from '@temporalio/activity';
import type { ImportedRow, ImportVerdict } from '../db/imported.ts';
import { NOTHING_COUNTED, type JobCounts, type JobRow } from '../db/jobs.ts';
import type { RejectedRow } from '../db/rejected-rows.ts';
import { UploadGone } from '../db/uploads.ts';
import { moneyOf, workspaceTime, type WorkspaceRow } from '../db/workspaces.ts';
import type { FileEvent, FileKind } from '../imports/file-kind.ts';
import { fileKind } from '../imports/kinds.ts';
import { readFile, type FileBatch, type FileRules } from '../imports/read-file.ts';
import { rejection, type Rejection } from '../imports/rejection.ts';
import { UnreadableFile } from '../imports/rows.ts';
import { eventRow, MAX_AHEAD } from '../ingest/event-row.ts';
import type { ImportInput } from '../workflows/import-messages.ts';
import type { ImportDeps } from './import-deps.ts';
import { jobOf, Progress, pulse } from './import-progress.ts';

/** A file of nonsense need not be kept row by row. */
const MOST_REJECTED = 100_000;

/**
 * Reads the uploaded file into silent events. Tried again it starts from the beginning: rows that are in the store
 * already are recognised by their line, so nothing is doubled and nothing is taken for a duplicate of itself.
 */
export function createReadImport(deps: ImportDeps) {
  return async function readImport(input: ImportInput): Promise<void> {
    const job = await jobOf(deps, input);
    const workspace = await deps.workspace(input.workspace);
    const progress = await Progress.begin(deps, job, 'reading', Math.max(0, job.lines - 1));
    let counts: JobCounts = NOTHING_COUNTED;
    let rows = 0;
    try {
      const chunks = deps.uploads.read(job._id);
      for await (const batch of readFile(chunks, fileKind(job.options.kind), fileRules(job, workspace))) {
        pulse();
        counts = await storeBatch(deps, job, batch, counts);
        rows = batch.rows;
        await progress.at(rows, counts);
      }
    } catch (error) {
      throw asPermanent(error);
    }
    await progress.at(rows, counts, { total: rows });
  };
}

function fileRules({ options, startedAt }: JobRow, workspace: WorkspaceRow): FileRules {
  const { timezone, clock } = workspace;
  return {
    format: options.format,
    mapping: options.mapping,
    source: options.source,
    timezone,
    ...moneyOf(workspace),
    now: workspaceTime(workspace, startedAt),
    latest: clock === undefined ? startedAt + MAX_AHEAD : null,
  };
}

/** What no further try can mend. */
function asPermanent(error: unknown): unknown {
  if (!(error instanceof UnreadableFile) && !(error instanceof UploadGone)) return error;
  return ApplicationFailure.nonRetryable(error.message, error.name);
}

async function storeBatch(deps: ImportDeps, job: JobRow, batch: FileBatch, before: JobCounts): Promise<JobCounts> {
  if (batch.events.length + batch.rejected.length === 0) return before;
  // Read each time: a test clock may move meanwhile.
  const workspace = await deps.workspace(job.workspace);
  const rows = batch.events.map((event) => importedRow(event, job, workspace));
  const verdicts = await deps.imported.insert(rows);
  const kind = fileKind(job.options.kind);
  const conflicts = batch.events.flatMap((event, index) => conflictOf(event, verdicts[index], kind) ?? []);
  const rejected = [...batch.rejected, ...conflicts];
  const kept = rejected.slice(0, Math.max(0, MOST_REJECTED - before.rejected));
  await deps.rejected.add(kept.map((row) => rejectedRow(job._id, row)));
  const isNew = (index: number) => verdicts[index]?.is === 'imported';
  return {
    ...before,
    imported: before.imported + rows.filter((_row, index) => isNew(index)).length,
    ahead: before.ahead + rows.filter((row, index) => row.ahead === 1 && isNew(index)).length,
    duplicates: before.duplicates + verdicts.filter(({ is }) => is === 'duplicate').length,
    rejected: before.rejected + rejected.reduce((sum, row) => sum + row.rows, 0),
  };
}

/** Silent history, or an ordinary event that lies ahead of the test clock. */
function importedRow({ wire, line }: FileEvent, job: JobRow, workspace: WorkspaceRow): ImportedRow {
  const { clock } = workspace;
  const isAhead = clock !== undefined && wire.at !== undefined && Date.parse(wire.at) > clock;
  const arrival = { workspace, receivedAt: job.startedAt, ...(isAhead ? {} : { importJob: job._id }) };
  return { ...eventRow(wire, arrival), brought: { by: job._id, line } };
}

function conflictOf(event: FileEvent, verdict: ImportVerdict | undefined, kind: FileKind): Rejection | undefined {
  if (verdict?.is !== 'conflict') return undefined;
  return rejection(event, null, kind.conflict(verdict.line), event.rows);
}

function rejectedRow(job: string, { line, column, message, raw }: Rejection): RejectedRow {
  return { _id: `${job}:${line}`, job, line, column, message, raw };
}
