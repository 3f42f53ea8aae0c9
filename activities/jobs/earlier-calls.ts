import type { EarlierTaskCall, EndJobCall, JobCall, JobOutcome } from '../../workflows/job-messages.ts';

type Work = (call: JobCall) => Promise<void>;

/** Calls that 0.2.0 and 0.3.0 wrote into histories by the id of a task. */
interface Works {
  readonly fitRhythm: Work;
  readonly rollOut: Work;
  readonly rebuild: Work;
  readonly deleteWorkspace: Work;
  readonly importContacts: Work;
  readonly endJob: (call: EndJobCall) => Promise<void>;
}

/**
 * Jobs that 0.2.0 and 0.3.0 began go on, and what they have asked a worker for stands in their histories: activities
 * by the names and with the arguments of those versions. So these names take both, and `endImport` and `endTask` stay.
 */
export function withEarlierCalls<All extends Works>(activities: All) {
  const either = (work: Work) => async (call: JobCall | EarlierTaskCall) => await work(asJob(call));
  const { fitRhythm, rollOut, rebuild, deleteWorkspace, importContacts, endJob } = activities;
  return {
    ...activities,
    fitRhythm: either(fitRhythm),
    rollOut: either(rollOut),
    rebuild: either(rebuild),
    deleteWorkspace: either(deleteWorkspace),
    importContacts: either(importContacts),
    async endImport(call: Pick<JobCall, 'workspace' | 'job'> & JobOutcome) {
      await endJob({ ...call, kind: 'import' });
    },
    async endTask({ state, error, ...call }: (JobCall | EarlierTaskCall) & JobOutcome) {
      await endJob({ ...asJob(call), state, ...(error === undefined ? {} : { error }) });
    },
  };
}

function asJob(call: JobCall | EarlierTaskCall): JobCall {
  const { workspace, kind } = call;
  return { workspace, kind, job: 'task' in call ? call.task : call.job };
}
