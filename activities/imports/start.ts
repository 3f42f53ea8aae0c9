import { Context } from '@temporalio/activity';
import { WorkflowExecutionAlreadyStartedError, type Client } from '@temporalio/client';
import type { CustomerRow } from '../../db/customers/customers.ts';
import { inPages } from '../../db/in-pages.ts';
import type { WorkspaceRow } from '../../db/workspaces/workspaces.ts';
import type { CustomerId } from '../../domain/ids.schema.ts';
import { workflowId } from '../../domain/keys.ts';
import { DAY, isoTime, SECOND, type Instant } from '../../domain/time.ts';
import { CALLS_AT_ONCE, forEachAtOnce } from '../../ingest/at-once.ts';
import { jobOf, phaseOf, Progress, pulse } from '../../jobs/progress.ts';
import { temporalWake } from '../../ingest/wake.ts';
import type { JobCall } from '../../workflows/job-messages.ts';
import { CUSTOMER_WORKFLOW, type CustomerInput } from '../../workflows/messages.ts';
import { attributesOf } from '../../workflows/search-attributes.ts';
import type { JobDeps } from '../jobs/job-deps.ts';

const PAGE = 240;
const START_WITHIN = 10 * SECOND;
/** As good as never: whoever has no deadline is woken by an event, and only then. */
const FOR_NOW = 3_650 * DAY;

interface Cursor {
  readonly after: CustomerId | null;
  readonly started: number;
}

/**
 * Starts the workflow of every customer the import made. Each sleeps on the server until its next deadline and costs
 * no worker anything. The state is not sent along: the first decision loads it, and so takes over the stored row.
 */
export function createStartImported(deps: JobDeps) {
  return async function startImported(input: JobCall): Promise<void> {
    const job = await jobOf(deps, input, 'import');
    let cursor = lastCursor();
    const progress = await Progress.begin(deps, job, job.counts.customers, phaseOf(job, 'starting', deps.now()));
    for await (const page of inPages(deps.imported.folded(input, cursor.after), PAGE)) {
      pulse(cursor);
      await startPage(deps, input, page);
      cursor = { after: page.at(-1)?.customer ?? cursor.after, started: cursor.started + page.length };
      pulse(cursor);
      await progress.at(cursor.started);
    }
    await progress.end(cursor.started);
  };
}

function lastCursor(): Cursor {
  const details: Partial<Cursor> | undefined = Context.current().info.heartbeatDetails;
  return { after: details?.after ?? null, started: details?.started ?? 0 };
}

async function startPage(deps: JobDeps, input: JobCall, page: readonly CustomerRow[]): Promise<void> {
  const workspace = await deps.workspace(input.workspace);
  const { client, info } = Context.current();
  const wake = temporalWake(client, { taskQueue: info.taskQueue, deadline: START_WITHIN });
  await forEachAtOnce(CALLS_AT_ONCE, page, async (row) => {
    pulse();
    const { clock } = workspace;
    const isOverdue = clock !== undefined && row.next !== null && row.next.at <= clock;
    // The clock has moved past this deadline while nobody could be woken.
    if (isOverdue) await wake({ workspace: row.workspace, customer: row.customer, events: [], clock });
    else await startAsleep(client, info.taskQueue, row, workspace, deps.now());
  });
}

async function startAsleep(
  client: Client,
  taskQueue: string,
  row: CustomerRow,
  { clock }: WorkspaceRow,
  now: Instant,
): Promise<void> {
  const { workspace, customer, next } = row;
  const shown = {
    workspace,
    segment: row.segment ?? 'none',
    score: row.score ?? 'none',
    journeys: row.inside,
    deadline: next?.at ?? null,
  };
  const args: [CustomerInput] = [
    { workspace, customer, testClock: clock !== undefined, shown, ...(next ? { wake: next } : {}) },
  ];
  const sleeps = next === null || clock !== undefined ? FOR_NOW : Math.min(Math.max(0, next.at - now), FOR_NOW);
  const start = () =>
    client.workflow.start(CUSTOMER_WORKFLOW, {
      workflowId: workflowId(row._id),
      taskQueue,
      args,
      startDelay: sleeps,
      typedSearchAttributes: attributesOf(shown),
      staticSummary: `customer ${customer} of ${workspace}`,
      staticDetails: asImported(row),
      priority: { fairnessKey: workspace },
      workflowIdConflictPolicy: 'FAIL',
    });
  try {
    await client.withDeadline(Date.now() + START_WITHIN, start);
  } catch (error) {
    // Somebody's event was faster: that run has loaded, or will load, the state we stored.
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
}

/** For operators, until the customer's first decision has more to tell: nobody asleep can be asked. */
function asImported({ segment, score, orders, next }: CustomerRow): string {
  const standing = segment === null ? '**not scored**' : `**${segment}** (${score ?? 'none'})`;
  const then = next === null ? 'nothing changes by time alone' : `${isoTime(next.at)}, ${next.because}`;
  return `When imported: ${standing}; orders: ${orders}.\n\nNext: ${then}`;
}
