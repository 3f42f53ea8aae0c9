import { ApplicationFailure, CancelledFailure, Context } from '@temporalio/activity';
import { isOf, type JobKind, type JobRow } from '../db/jobs/rows.ts';
import type { JobChange, JobStore } from '../db/jobs/store.ts';
import { SECOND, type Instant } from '../domain/time.ts';
import type { JobCall } from '../workflows/job-messages.ts';
import { workerStops } from './worker-stops.ts';

/** What keeps a job's row up to date. */
export interface ProgressPorts {
  readonly jobs: JobStore;
  /** Wall clock. */
  readonly now: () => Instant;
}

/** More often nobody can see, and each write costs the store something. */
const EVERY = SECOND / 2;

/**
 * The job's row; ended or not.
 * @throws ApplicationFailure, not to be tried again, where there is no such job
 */
export async function jobOf<Kind extends JobKind>(
  { jobs }: Pick<ProgressPorts, 'jobs'>,
  { workspace, job }: Pick<JobCall, 'workspace' | 'job'>,
  kind: Kind,
): Promise<JobRow<Kind>> {
  const row = await jobs.find(workspace, job);
  if (row === null || !isOf(row, kind)) throw ApplicationFailure.nonRetryable(`there is no job ${job}`, 'JobGone');
  return row;
}

/** The job's row; `null` where it has ended. @throws as `jobOf` */
export async function openJob<Kind extends JobKind>(
  ports: Pick<ProgressPorts, 'jobs'>,
  call: Pick<JobCall, 'workspace' | 'job'>,
  kind: Kind,
): Promise<JobRow<Kind> | null> {
  const row = await jobOf(ports, call, kind);
  return row.active === undefined ? null : row;
}

/** How far any job is. */
type How = Partial<Pick<JobRow, 'state' | 'done' | 'total'>>;

/** Writes what a job has come to. @throws ApplicationFailure, not to be tried again, where it has ended meanwhile */
export async function keep<Kind extends JobKind>(
  { jobs, now }: ProgressPorts,
  { _id }: { readonly _id: string; readonly kind: Kind },
  change: JobChange<Kind>,
  progress: How = {},
): Promise<void> {
  const isRunning = await jobs.change(_id, { ...change, ...progress, changedAt: now() });
  if (!isRunning) throw ApplicationFailure.nonRetryable('the job has ended meanwhile', 'JobEnded');
}

/**
 * Tells the server that the activity lives, and where it stands.
 * @throws CancelledFailure where the job was called off; another error where only this worker stops
 */
export function pulse(details?: unknown): void {
  const { heartbeat, cancellationSignal, cancellationDetails } = Context.current();
  heartbeat(details);
  if (cancellationDetails?.cancelRequested) throw new CancelledFailure('the job was called off');
  if (!cancellationSignal.aborted && !workerStops()) return;
  throw ApplicationFailure.retryable('this worker stops; another one goes on', 'WorkerStops');
}

/** Does something that cannot say by itself that it lives. @throws as `pulse`, or what `work` throws */
export async function alive<Result>(work: () => Promise<Result>, details?: unknown): Promise<Result> {
  const { heartbeat } = Context.current();
  pulse(details);
  const beating = setInterval(() => heartbeat(details), SECOND);
  try {
    return await work();
  } finally {
    clearInterval(beating);
    pulse(details);
  }
}

/** Keeps the job's row up to date while an activity works. */
export class Progress<Kind extends JobKind> {
  readonly #ports: ProgressPorts;
  readonly #job: JobRow<Kind>;
  #writtenAt: Instant = 0;

  private constructor(ports: ProgressPorts, job: JobRow<Kind>) {
    this.#ports = ports;
    this.#job = job;
  }

  static async begin<Kind extends JobKind>(
    ports: ProgressPorts,
    job: JobRow<Kind>,
    total: number | null,
    more?: JobChange<Kind>,
  ): Promise<Progress<Kind>> {
    const progress = new Progress(ports, job);
    await progress.#write({ state: 'running', total }, more);
    return progress;
  }

  /** Written at most twice a second. */
  async at(done: number, more?: JobChange<Kind>): Promise<void> {
    if (this.isDue()) await this.#write({ done }, more);
  }

  /** Written at once: that is all there was. */
  async end(done: number, more?: JobChange<Kind>): Promise<void> {
    await this.#write({ done, total: done }, more);
  }

  isDue(): boolean {
    return this.#ports.now() - this.#writtenAt >= EVERY;
  }

  async #write(progress: How, more: JobChange<Kind> | undefined): Promise<void> {
    this.#writtenAt = this.#ports.now();
    await keep(this.#ports, { _id: this.#job._id, kind: this.#job.kind }, more ?? {}, progress);
  }
}

/** What a job with phases begins the next one with; nothing where another worker has begun it before. */
export function phaseOf<Phase extends string>(
  job: { readonly phase: string },
  phase: Phase,
  now: Instant,
): { readonly phase?: Phase; readonly phaseAt?: Instant; readonly done?: number } {
  return job.phase === phase ? {} : { phase, phaseAt: now, done: 0 };
}
