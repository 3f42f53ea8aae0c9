import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { deleteJobContract } from '../../../../api/jobs/delete-job.contract.ts';
import type { postLaunchPauseContract } from '../../../../api/launches/post-launch-pause.contract.ts';
import type { postLaunchResumeContract } from '../../../../api/launches/post-launch-resume.contract.ts';
import { call } from '../../../api/call.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { Failure } from '../../../ui/failure.tsx';
import { useWords } from '../../../words/words.tsx';
import { nameOf } from './job-result.tsx';
import { isActive, type Job } from './use-jobs.ts';

/** Cancels a job; lets a launch wait, or go on. Nothing of one that is over. */
export function JobActions({ job }: { readonly job: Job }) {
  const words = useWords().jobs;
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  const onSettled = () => queries.invalidateQueries();
  const params = { id: job.id };
  const isPaused = job.kind === 'launch' && job.paused;
  const hold = useMutation({
    mutationFn: (): Promise<unknown> =>
      isPaused
        ? call<typeof postLaunchResumeContract>('post /v1/launches/:id/resume', { params })
        : call<typeof postLaunchPauseContract>('post /v1/launches/:id/pause', { params }),
    onSettled,
  });
  if (!isActive(job)) return null;
  const name = nameOf(job, words);
  return (
    <span className="row">
      {job.kind === 'launch' && (
        <button
          className="button small"
          type="button"
          disabled={hold.isPending}
          aria-label={isPaused ? words.resumeOf(name) : words.pauseOf(name)}
          onClick={() => hold.mutate()}
        >
          {isPaused ? words.resume : words.pause}
        </button>
      )}
      {job.kind !== 'delete-workspace' && job.kind !== 'erase-customer' && (
        <button
          className="button small danger"
          type="button"
          aria-label={words.cancelOf(name)}
          onClick={() => setAsking(true)}
        >
          {words.cancel}
        </button>
      )}
      {hold.error && <Failure error={hold.error} />}
      {asking && <CancelDialog job={job} close={() => setAsking(false)} />}
    </span>
  );
}

function CancelDialog({ job, close }: { readonly job: Job; readonly close: () => void }) {
  const words = useWords().jobs;
  const queries = useQueryClient();
  const cancel = useMutation({
    mutationFn: () => call<typeof deleteJobContract>('delete /v1/jobs/:id', { params: { id: job.id } }),
    onSettled: () => queries.invalidateQueries(),
    onSuccess: close,
  });
  return (
    <Dialog title={words.surely(nameOf(job, words))} close={close}>
      <p>{words.surelyText}</p>
      {cancel.error && <Failure error={cancel.error} />}
      <div className="row">
        <button className="button danger" type="button" disabled={cancel.isPending} onClick={() => cancel.mutate()}>
          {words.cancel}
        </button>
        <button className="button" type="button" onClick={close}>
          {words.keep}
        </button>
      </div>
    </Dialog>
  );
}
