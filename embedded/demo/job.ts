import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { importJob } from '../../api/jobs/job.contract.ts';
import { get, type Api } from './http.ts';

export type Job = z.output<typeof importJob>;

const jobReply = z.strictObject({ job: importJob });
const LOOK_EVERY_MS = 100;

/**
 * Watches a job until it has ended, or until `seen` says that it is far enough.
 * @param seen told of every look at it
 * @throws Error when it failed or was called off
 */
export async function jobDone(api: Api, id: string, seen: (job: Job) => boolean = () => false): Promise<Job> {
  for (;;) {
    const { job: current } = await get(api, `/v1/jobs/${id}`, jobReply);
    if (seen(current) || current.state === 'done') return current;
    if (current.state === 'failed' || current.state === 'cancelled') {
      throw new Error(
        `The import ${id} ${current.state === 'failed' ? 'failed' : 'was called off'}: ${current.error ?? 'no reason was given'}.`,
      );
    }
    await sleep(LOOK_EVERY_MS);
  }
}

/** Whether everybody has been scored and can be read; their workflows may still be starting. */
export function isScored({ phase }: Job): boolean {
  return phase === 'starting' || phase === 'finished';
}
