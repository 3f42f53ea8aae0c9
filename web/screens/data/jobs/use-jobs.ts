import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { getJobsContract } from '../../../../api/jobs/get-jobs.contract.ts';
import type { CallReply } from '../../../api/call.ts';
import { useReply } from '../../../api/use-reply.ts';

export type Job = CallReply<typeof getJobsContract>['jobs'][number];
type Jobs = CallReply<typeof getJobsContract>;

const LISTED = 50;
/** The newest jobs. The live stream tells when one of them is further, and they are asked again. */
export function useJobs() {
  return useReply<typeof getJobsContract>('get /v1/jobs', { query: { limit: LISTED } });
}

export function isActive({ state }: Pick<Job, 'state'>): boolean {
  return state === 'queued' || state === 'running';
}

/** What a job changed is asked again when it ends: an import brings customers, a rollout moves them. */
export function useNewsOfEnds(jobs: Jobs['jobs'] | undefined): void {
  const queries = useQueryClient();
  const before = useRef<readonly string[]>([]);
  useEffect(() => {
    if (jobs === undefined) return;
    const now = jobs.filter(isActive).map(({ id }) => id);
    const hasEnded = before.current.some((id) => !now.includes(id));
    before.current = now;
    if (hasEnded) void queries.invalidateQueries();
  }, [jobs, queries]);
}
