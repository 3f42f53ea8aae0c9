import { ApplicationFailure } from '@temporalio/activity';
import type { ImportedRow, ImportVerdict } from '../../db/customers/imported.ts';
import { NOTHING_COUNTED, type ImportCounts, type JobRow } from '../../db/jobs/rows.ts';
import type { RejectedRow } from '../../db/jobs/rejected-rows.ts';
import { NOTHING_FOLDED, type Reading } from '../../db/jobs/reading.ts';
import { UploadGone } from '../../db/jobs/uploads.ts';
import { moneyOf, type WorkspaceRow } from '../../db/workspaces/workspaces.ts';
import type { FileEvent, FileKind } from '../../imports/evidence/file-kind.ts';
import { fileRules } from '../../imports/file-rules.ts';
import { fileKind } from '../../imports/kinds.ts';
import { readFile } from '../../imports/read-file.ts';
import { Refusals } from '../../imports/refusals.ts';
import { rejection, type Rejection } from '../../imports/rejection.ts';
import { UnreadableFile } from '../../imports/cells/rows.ts';
import { surveyOf } from '../../imports/evidence/survey-file.ts';
import { surveyed } from '../../imports/evidence/surveyed.ts';
import { eventRow } from '../../ingest/event-row.ts';
import { jobOf, phaseOf, Progress, pulse } from '../../jobs/progress.ts';
import type { JobCall } from '../../workflows/job-messages.ts';
import type { JobDeps } from '../jobs/job-deps.ts';
import { RefundDoor, type LetIn } from './refund-door.ts';

/**
 * Reads the uploaded file into silent events. Tried again it starts from the beginning: rows that are in the store
 * already are recognised by their line, so nothing is doubled and nothing is taken for a duplicate of itself.
 */
export function createReadImport(deps: JobDeps) {
  return async function readImport(input: JobCall): Promise<void> {
    const job = await jobOf(deps, input, 'import');
    const workspace = await deps.workspace(input.workspace);
    const progress = await Progress.begin(deps, job, Math.max(0, job.lines - 1), phaseOf(job, 'reading', deps.now()));
    let counts: ImportCounts = NOTHING_COUNTED;
    let folds = NOTHING_FOLDED;
    const refusals = new Refusals();
    const door = new RefundDoor(deps.readOrders);
    const note = () => deps.jobs.change(job._id, { folds, refused: refusals.all() });
    try {
      const reading = await readingOf(deps, job, workspace);
      const rules = await fileRules({ ...job, reading }, workspace, deps.pseudonymKeys);
      const chunks = deps.uploads.read(job._id);
      for await (const batch of readFile(chunks, fileKind(job.options.kind), rules)) {
        pulse();
        if (batch.events.length + batch.rejected.length > 0) {
          const arrived = await door.take(await rowsOf(deps, job, batch.events));
          counts = await store(
            deps,
            job,
            { ...arrived, refused: [...batch.rejected, ...arrived.refused] },
            counts,
            refusals,
          );
        }
        folds = batch.folds;
        await progress.at(folds.rows, { counts });
      }
      for await (const late of door.rest()) {
        pulse();
        counts = await store(deps, job, late, counts, refusals);
      }
    } catch (error) {
      await note();
      throw asPermanent(error);
    }
    await note();
    await progress.end(folds.rows, { counts });
  };
}

/** A job of an earlier version does not say yet how its file is read. */
async function readingOf(deps: JobDeps, job: JobRow<'import'>, workspace: WorkspaceRow): Promise<Reading> {
  if (job.reading) return job.reading;
  const survey = surveyOf(job.options, moneyOf(workspace));
  for await (const _slice of surveyed(deps.uploads.read(job._id), survey)) pulse();
  const found = survey.end();
  if ('faults' in found) throw new UnreadableFile(found.faults.map(({ message }) => message).join('; '));
  await deps.jobs.change(job._id, { reading: found.reading });
  return found.reading;
}

/** What no further try can mend. */
function asPermanent(error: unknown): unknown {
  if (!(error instanceof UnreadableFile) && !(error instanceof UploadGone)) return error;
  return ApplicationFailure.nonRetryable(error.message, error.name);
}

async function rowsOf(deps: JobDeps, job: JobRow<'import'>, events: readonly FileEvent[]) {
  // Read each time: a test clock may move meanwhile.
  const workspace = await deps.workspace(job.workspace);
  return events.map((event) => ({ event, row: importedRow(event, job, workspace) }));
}

async function store(
  deps: JobDeps,
  job: JobRow<'import'>,
  { events, rows, refused }: LetIn,
  before: ImportCounts,
  refusals: Refusals,
): Promise<ImportCounts> {
  const verdicts = await deps.imported.insert(rows);
  const kind = fileKind(job.options.kind);
  const conflicts = events.flatMap((event, index) => refusalOf(event, verdicts[index], kind) ?? []);
  const kept = refusals.add([...refused, ...conflicts]);
  await deps.rejected.add(kept.map((row) => rejectedRow(job._id, row)));
  const isNew = (index: number) => verdicts[index]?.is === 'imported';
  return {
    ...before,
    imported: before.imported + rows.filter((_row, index) => isNew(index)).length,
    ahead: before.ahead + rows.filter((row, index) => row.ahead === 1 && isNew(index)).length,
    duplicates: before.duplicates + verdicts.filter(({ is }) => is === 'duplicate').length,
    rejected: refusals.rows,
    ...refundsIn(before, rows.filter((row, index) => row.event.kind === 'refund' && isNew(index)).length),
  };
}

/** Said only where there are any. */
function refundsIn({ refunds = 0 }: ImportCounts, more: number): Pick<ImportCounts, 'refunds'> {
  return refunds + more === 0 ? {} : { refunds: refunds + more };
}

/** Silent history, or an ordinary event that lies ahead of the test clock. */
function importedRow({ wire, line, unnamed }: FileEvent, job: JobRow<'import'>, workspace: WorkspaceRow): ImportedRow {
  const { clock } = workspace;
  const isAhead = clock !== undefined && wire.at !== undefined && Date.parse(wire.at) > clock;
  const arrival = { workspace, receivedAt: job.startedAt, ...(isAhead ? {} : { importJob: job._id }) };
  const row = { ...eventRow(wire, arrival), brought: { by: job._id, line } };
  if (unnamed === undefined || row.event.kind !== 'refund') return row;
  return { ...row, unnamed: { by: job._id, amount: row.event.amount } };
}

function refusalOf(event: FileEvent, verdict: ImportVerdict | undefined, kind: FileKind): Rejection | undefined {
  // The line itself is not kept.
  if (verdict?.is === 'erased') return rejection({ line: event.line, raw: '' }, { ...ERASED, rows: event.rows });
  if (verdict?.is !== 'conflict') return undefined;
  const message = kind.conflict(verdict.line);
  return rejection(event, { reason: 'other-content', column: null, message, rows: event.rows });
}

const ERASED = {
  reason: 'erased',
  column: null,
  message: 'its customer was erased, and nothing is taken for them any more',
} as const;

function rejectedRow(job: string, { line, reason, column, message, raw }: Rejection): RejectedRow {
  return { _id: `${job}:${line}`, job, line, reason, column, message, raw };
}
