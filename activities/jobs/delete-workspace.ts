import { setTimeout as pause } from 'node:timers/promises';
import { Context } from '@temporalio/activity';
import { inPages } from '../../db/in-pages.ts';
import type { JobRow } from '../../db/jobs/rows.ts';
import { WORKSPACE_DATA, type WorkspacePart } from '../../db/workspaces/workspace-data.ts';
import { SECOND } from '../../domain/time.ts';
import { forEachAtOnce } from '../../ingest/at-once.ts';
import { removeSchedule } from '../../jobs/schedule-calls.ts';
import { keep, openJob, pulse } from '../../jobs/progress.ts';
import { workspaceWorkflows, type WorkspaceWorkflows } from '../../jobs/workspace-workflows.ts';
import { fitScheduleId, launchScheduleId, schedulerId, type JobCall } from '../../workflows/job-messages.ts';
import type { JobDeps } from './job-deps.ts';

/** Rows deleted in one transaction, and workflows between two signs of life. */
const PAGE = 500;
/** Workflows ended at once: other workspaces want the server too. */
const AT_ONCE = 16;

/**
 * Deletes a workspace: its keys and its row first, so that nothing new can begin; then its workflows, histories
 * included, and every row of it in the store. What was begun before may still write for a moment, so it looks again
 * until it has found nothing. An attempt that is cut off is followed by one that goes on with what is left.
 */
export function createDeleteWorkspace(deps: JobDeps) {
  return async function deleteWorkspace(input: JobCall): Promise<void> {
    const job = await openJob(deps, input, 'delete-workspace');
    if (job === null) return;
    await deps.deletion.close(job);
    const deletion = new Deletion(deps, input, job);
    await deletion.begin();
    await deletion.pass(FIRST);
    await deletion.quiet();
    while ((await deletion.pass(FIRST)) > 0) pulse();
    await deletion.rows(LAST);
    await deletion.end();
  };
}

const FIRST = WORKSPACE_DATA.filter(({ last }) => !last);
const LAST = WORKSPACE_DATA.filter(({ last }) => last);

class Deletion {
  readonly #deps: JobDeps;
  readonly #input: JobCall;
  readonly #job: JobRow<'delete-workspace'>;
  readonly #workflows: WorkspaceWorkflows;

  constructor(deps: JobDeps, input: JobCall, job: JobRow<'delete-workspace'>) {
    this.#deps = deps;
    this.#input = input;
    this.#job = job;
    this.#workflows = workspaceWorkflows(Context.current().client, job.workspace, job._id);
  }

  async begin(): Promise<void> {
    const { deletion, customers } = this.#deps;
    const { workspace } = this.#job;
    await deletion.noteWorkflows(this.#job, await this.#workflows.count());
    const left = (await deletion.count(this.#job)) + (await customers.count(workspace));
    const done = await this.#deleted();
    await keep(this.#deps, this.#job, { state: 'running', done, total: done + left });
  }

  /** @returns how much there was to delete */
  async pass(parts: readonly WorkspacePart[]): Promise<number> {
    // Schedules first: else they begin what has been ended.
    const ended = (await this.#endSchedules()) + (await this.#endKnown()) + (await this.#endListed());
    return ended + (await this.rows(parts));
  }

  /** Those of fits and of journeys. */
  async #endSchedules(): Promise<number> {
    const { workspace } = this.#job;
    const launches = await this.#deps.launchSchedules.of(workspace);
    const ids = [fitScheduleId(workspace), ...launches.map(({ journey }) => launchScheduleId(workspace, journey))];
    let ended = 0;
    for (const id of ids) if (await this.#endSchedule(id)) ended += 1;
    return ended;
  }

  /** Temporal keeps the history of a schedule when it is gone, as that of a workflow of its own. */
  async #endSchedule(id: string): Promise<boolean> {
    const wasThere = await removeSchedule(Context.current().client, id);
    const wasKept = await this.#workflows.erase({ workflowId: schedulerId(id) });
    return wasThere || wasKept;
  }

  /** The workflows of everybody in the store: the server's lists lag behind. */
  async #endKnown(): Promise<number> {
    const { deletion, now } = this.#deps;
    let ended = 0;
    for await (const page of inPages(deletion.customers(this.#job), PAGE)) {
      pulse();
      await forEachAtOnce(AT_ONCE, page, async (customer) => {
        if (await this.#workflows.eraseCustomer(customer)) ended += 1;
      });
      await deletion.noteDone(this.#job, page.length, now());
    }
    return ended;
  }

  /** Whatever else there is, until the server lists nothing any more: jobs, and earlier runs of customers. */
  async #endListed(): Promise<number> {
    let ended = 0;
    for (;;) {
      const runs = await this.#workflows.list(PAGE);
      if (runs.length === 0) return ended;
      pulse();
      await forEachAtOnce(AT_ONCE, runs, async (run) => {
        if (await this.#workflows.erase(run)) ended += 1;
      });
      // What was erased leaves the list a moment later.
      await pause(SECOND / 4);
    }
  }

  async rows(parts: readonly WorkspacePart[]): Promise<number> {
    const { deletion, now } = this.#deps;
    let deleted = 0;
    for (const part of parts) {
      for (let some = 1; some > 0; deleted += some) {
        pulse();
        some = await deletion.deleteSome(this.#job, part, PAGE, now());
      }
    }
    return deleted;
  }

  async quiet(): Promise<void> {
    const { quietAfter, now } = this.#deps;
    for (const until = now() + quietAfter; now() < until;) {
      pulse();
      await pause(Math.min(SECOND, quietAfter));
    }
  }

  /** What is told in the end is what was deleted, and not what was expected. */
  async end(): Promise<void> {
    const done = await this.#deleted();
    await keep(this.#deps, this.#job, { done, total: done });
  }

  /** By the receipt, attempts before this one included. */
  async #deleted(): Promise<number> {
    const row = await openJob(this.#deps, this.#input, 'delete-workspace');
    return Object.values(row?.result?.deleted ?? {}).reduce((sum, count) => sum + count, 0);
  }
}
