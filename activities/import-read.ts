import { ApplicationFailure } from '@temporalio/activity';
import type { ImportedRow, ImportVerdict } from '../db/imported.ts';
import { NOTHING_COUNTED, type JobCounts, type JobRow } from '../db/jobs.ts';
import type { RejectedRow } from '../db/rejected-rows.ts';
import { UploadGone } from '../db/uploads.ts';
import type { WorkspaceRow } from '../db/workspaces.ts';
import type { WireEvent } from '../domain/event.schema.ts';
import { isoTime } from '../domain/time.ts';
import { minorDigits } from '../imports/decimal.ts';
import { rejection, type Rejection } from '../imports/order-line.ts';
import { MOST_OPEN, type Order } from '../imports/orders.ts';
import { readOrders, type OrderBatch } from '../imports/read-orders.ts';
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
      for await (const batch of readOrders(deps.uploads.read(job._id), fileRules(job, workspace))) {
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

function fileRules({ options, startedAt }: JobRow, { timezone, currency, clock }: WorkspaceRow) {
  return {
    format: options.format,
    mapping: options.mapping,
    ...(options.kind ? { kind: options.kind } : {}),
    timezone,
    digits: minorDigits(currency),
    latest: clock === undefined ? startedAt + MAX_AHEAD : null,
  };
}

/** What no further try can mend. */
function asPermanent(error: unknown): unknown {
  if (!(error instanceof UnreadableFile) && !(error instanceof UploadGone)) return error;
  return ApplicationFailure.nonRetryable(error.message, error.name);
}

async function storeBatch(deps: ImportDeps, job: JobRow, batch: OrderBatch, before: JobCounts): Promise<JobCounts> {
  if (batch.orders.length + batch.rejected.length === 0) return before;
  // Read each time: a test clock may move meanwhile.
  const workspace = await deps.workspace(job.workspace);
  const rows = batch.orders.map((order) => importedRow(order, job, workspace));
  const verdicts = await deps.imported.insert(rows);
  const conflicts = batch.orders.flatMap((order, index) => conflictOf(order, verdicts[index]) ?? []);
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

/** The event an order makes: silent history, or an ordinary event that lies ahead of the test clock. */
function importedRow(order: Order, job: JobRow, workspace: WorkspaceRow): ImportedRow {
  const wire: WireEvent = {
    id: order.id,
    type: 'purchase',
    customer: order.customer,
    at: plainTime(order.at),
    amount: order.amount,
    source: job.options.source,
  };
  const isAhead = workspace.clock !== undefined && order.at > workspace.clock;
  const arrival = { workspace, receivedAt: job.startedAt, ...(isAhead ? {} : { importJob: job._id }) };
  return { ...eventRow(wire, arrival), brought: { by: job._id, line: order.line } };
}

/** As most senders write it, so that the same order sent as an event later is a duplicate and no conflict. */
function plainTime(at: number): string {
  return isoTime(at).replace('.000Z', 'Z');
}

function conflictOf(order: Order, verdict: ImportVerdict | undefined): Rejection | undefined {
  if (verdict?.is !== 'conflict') return undefined;
  const { line } = verdict;
  const message =
    line === undefined
      ? 'this order was stored before with other content; nothing was changed'
      : `this order is in line ${line} already, with other content; lines of one order may lie at most ${MOST_OPEN} orders apart`;
  return rejection(order, null, message, order.rows);
}

function rejectedRow(job: string, { line, column, message, raw }: Rejection): RejectedRow {
  return { _id: `${job}:${line}`, job, line, column, message, raw };
}
