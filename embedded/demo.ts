import { Readable } from 'node:stream';
import { getJobsContract } from '../api/jobs/get-jobs.contract.ts';
import { postEventsContract } from '../api/events/post-events.contract.ts';
import { postImportsContract } from '../api/jobs/post-imports.contract.ts';
import { demoCsv, generateDemo, type DemoEvent, type DemoSize } from './demo/base.ts';
import { get, post, postFile, remove, type Api } from './demo/http.ts';
import { isScored, jobDone } from './demo/job.ts';

const jobsReply = getJobsContract.output[200].json;
const importReply = postImportsContract.output[202].json;
const eventsReply = postEventsContract.output[202].json;
const BATCH = 500;

/**
 * Fills the demo workspace through its own API, where that has not happened yet: first the orders that lie ahead of
 * the clock, then the history. So a finished import says that everything is there, and whatever was interrupted is
 * completed by doing it again. Resolves when everybody is scored; their workflows may still be starting.
 * @param clock where the test clock of the workspace stands at first
 * @param isNeeded told once, when there is something to do
 * @returns whether there was
 */
export async function fillDemo(api: Api, clock: number, size: DemoSize, isNeeded: () => void): Promise<boolean> {
  const { jobs: all } = await get(api, '/v1/jobs?limit=100', jobsReply);
  const jobs = all.filter((job) => job.kind === 'import');
  if (jobs.some((job) => job.state === 'done' || (job.state === 'running' && isScored(job)))) return false;
  isNeeded();
  const underWay = jobs.find(
    ({ state, phase }) => state !== 'failed' && state !== 'cancelled' && phase !== 'uploading',
  );
  if (underWay) {
    await jobDone(api, underWay.id, isScored);
    return true;
  }
  // A file that a killed start was sending: nobody sends the rest of it.
  const torn = jobs.find(({ state, phase }) => state === 'queued' && phase === 'uploading');
  if (torn) await remove(api, `/v1/jobs/${torn.id}`);
  const { history, ahead } = generateDemo(clock, size);
  for (let from = 0; from < ahead.length; from += BATCH) await postEvents(api, ahead.slice(from, from + BATCH));
  const { job } = await postFile(api, '/v1/imports', Readable.from([demoCsv(history)]), importReply);
  await jobDone(api, job.id, isScored);
  return true;
}

async function postEvents(api: Api, events: readonly DemoEvent[]): Promise<void> {
  const { results } = await post(api, '/v1/events', events, eventsReply);
  const refused = results.find(({ status }) => status === 'invalid' || status === 'conflict');
  if (refused) throw new Error(`The demo event ${refused.id ?? ''} was not taken: ${refused.problem?.message ?? ''}`);
}
