import {
  ActivityCancellationType,
  ApplicationFailure,
  CancellationScope,
  isCancellation,
  proxyActivities,
  rootCause,
} from '@temporalio/workflow';
import type { Activities } from '../activities/index.ts';
import type { JobKind } from '../db/jobs/rows.ts';
import type { EndJobCall, JobCall, JobOutcome } from './job-messages.ts';

/**
 * Long work that reports as it goes: a worker that dies is noticed within seconds, and another takes it up. Calling
 * it off waits until it has stopped, so that what follows finds nothing moving.
 */
const LONG = {
  startToCloseTimeout: '24h',
  cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
  retry: { initialInterval: '500ms', maximumInterval: '30s' },
} as const;

const imports = proxyActivities<Pick<Activities, 'readImport' | 'foldImport' | 'takeBackImport' | 'startImported'>>({
  ...LONG,
  heartbeatTimeout: '5s',
});

const works = proxyActivities<
  Pick<
    Activities,
    | 'fitRhythm'
    | 'rollOut'
    | 'rebuild'
    | 'deleteWorkspace'
    | 'eraseCustomer'
    | 'purge'
    | 'importContacts'
    | 'preview'
    | 'recompute'
    | 'recount'
    | 'launch'
    | 'endJob'
  >
>({ ...LONG, heartbeatTimeout: '10s' });

type Phase = (call: JobCall) => Promise<void>;

interface Work {
  /** One after the other. Where one fails, or the job is called off, the rest is left out. */
  readonly phases: readonly [Phase, ...Phase[]];
  /** Takes back what a job that did not come to its end has left half done. */
  readonly takeBack?: Phase;
  /** Happens however the job went. */
  readonly after?: Phase;
}

/** What each kind of job does. */
const JOBS: Readonly<Record<JobKind, Work>> = {
  // Whoever has been scored stays a customer, and without their workflow their silence would go unnoticed.
  import: {
    phases: [imports.readImport, imports.foldImport],
    takeBack: imports.takeBackImport,
    after: imports.startImported,
  },
  contacts: { phases: [works.importContacts] },
  fit: { phases: [works.fitRhythm] },
  rollout: { phases: [works.rollOut] },
  rebuild: { phases: [works.rebuild] },
  'delete-workspace': { phases: [works.deleteWorkspace] },
  'erase-customer': { phases: [works.eraseCustomer] },
  purge: { phases: [works.purge] },
  preview: { phases: [works.preview] },
  recompute: { phases: [works.recompute] },
  recount: { phases: [works.recount] },
  launch: { phases: [works.launch] },
};

/** One piece of work over a whole workspace, and a row that says what became of it. */
export async function job(call: JobCall): Promise<JobOutcome> {
  return await run(call, works.endJob);
}

/** @param end says what became of it, in the job's row */
export async function run(call: JobCall, end: (call: EndJobCall) => Promise<void>): Promise<JobOutcome> {
  const { phases, takeBack, after } = JOBS[call.kind];
  const outcome = await outcomeOf(phases, call);
  return await CancellationScope.nonCancellable(async () => {
    if (outcome.state !== 'done') await takeBack?.(call);
    await after?.(call);
    await end({ ...call, ...outcome });
    return outcome;
  });
}

async function outcomeOf(phases: Work['phases'], call: JobCall): Promise<JobOutcome> {
  try {
    for (const phase of phases) await phase(call);
    return { state: 'done' };
  } catch (error) {
    return isCancellation(error) ? { state: 'cancelled' } : { state: 'failed', error: reasonOf(error) };
  }
}

/** Why an activity gave up, in one sentence for people. */
function reasonOf(error: unknown): string {
  const isOurs = error instanceof Error && error.cause instanceof ApplicationFailure;
  return rootCause(error) ?? (isOurs ? error.message : 'the work failed for an unknown reason');
}
