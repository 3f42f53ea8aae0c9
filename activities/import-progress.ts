import { ApplicationFailure, CancelledFailure, Context } from '@temporalio/activity';
import type { ImportRef } from '../db/imported.ts';
import type { JobCounts, JobPhase, JobRow } from '../db/jobs.ts';
import { SECOND, type Instant } from '../domain/time.ts';
import type { ImportDeps } from './import-deps.ts';

/** More often nobody can see, and each write costs the store something. */
const EVERY = SECOND / 2;

/** @throws ApplicationFailure, not to be tried again, where there is no such job */
export async function jobOf(deps: Pick<ImportDeps, 'jobs'>, of: ImportRef): Promise<JobRow> {
  const job = await deps.jobs.find(of.workspace, of.job);
  if (job === null) throw ApplicationFailure.nonRetryable(`there is no job ${of.job}`, 'JobGone');
  return job;
}

/**
 * Tells the server that the activity lives, and where it stands.
 * @throws CancelledFailure where the job was called off; another error where only this worker stops
 */
export function pulse(details?: unknown): void {
  const { heartbeat, cancellationSignal, cancellationDetails } = Context.current();
  heartbeat(details);
  if (!cancellationSignal.aborted) return;
  if (cancellationDetails?.cancelRequested) throw new CancelledFailure('the job was called off');
  throw ApplicationFailure.retryable('this worker stops; another one goes on', 'WorkerStops');
}

/** Keeps the job row up to date while an activity works through one phase. */
export class Progress {
  readonly #deps: Pick<ImportDeps, 'jobs' | 'now'>;
  readonly #job: JobRow;
  #writtenAt: Instant = 0;

  private constructor(deps: Pick<ImportDeps, 'jobs' | 'now'>, job: JobRow) {
    this.#deps = deps;
    this.#job = job;
  }

  /** Begins a phase, or takes up one that another worker began. */
  static async begin(
    deps: Pick<ImportDeps, 'jobs' | 'now'>,
    job: JobRow,
    phase: JobPhase,
    total: number | null,
  ): Promise<Progress> {
    const progress = new Progress(deps, job);
    const began = job.phase === phase ? {} : { phase, phaseAt: deps.now(), done: 0 };
    await progress.#write({ state: 'running', total, ...began });
    return progress;
  }

  /** Written at most twice a second; `exactly` writes at once. */
  async at(done: number, counts: JobCounts, exactly?: { readonly total: number }): Promise<void> {
    if (!exactly && this.#deps.now() - this.#writtenAt < EVERY) return;
    await this.#write({ done, counts, ...exactly });
  }

  async #write(change: Parameters<ImportDeps['jobs']['change']>[1]): Promise<void> {
    this.#writtenAt = this.#deps.now();
    const isRunning = await this.#deps.jobs.change(this.#job._id, { ...change, changedAt: this.#writtenAt });
    if (!isRunning) throw ApplicationFailure.nonRetryable('the job has ended meanwhile', 'JobEnded');
  }
}
