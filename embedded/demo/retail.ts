import type { Readable } from 'node:stream';
import { postClockContract } from '../../api/workspaces/post-clock.contract.ts';
import { postImportsContract } from '../../api/jobs/post-imports.contract.ts';
import { postWorkspacesContract } from '../../api/workspaces/post-workspaces.contract.ts';
import { DAY } from '../../domain/time.ts';
import { happenedSince } from './happened.ts';
import { ApiRefused, post, postFile, type Api } from './http.ts';
import { isScored, jobDone, type Job } from './job.ts';
import { journeyTable, movesTable, placementCount, silenceTable } from './report.ts';
import { segmentTable } from './segment-table.ts';
import { count } from './table.ts';

const CLOCK = '2011-12-10T00:00:00Z';
const CURRENCY = 'GBP';
const MAP = 'customer:customer_id,id:invoice_no,at:order_ts,amount:revenue_gbp';
const DAYS = 30;

const workspaceReply = postWorkspacesContract.output[201].json;
const importReply = postImportsContract.output[202].json;
const clockReply = postClockContract.output[200].json;

type Say = (line: string) => void;

/** Scores a year of real orders, says who will fall silent, then lives through a month without any. */
export async function liveRetail(admin: Api, open: () => Readable, say: Say): Promise<void> {
  const { id, api } = await retailWorkspace(admin);
  say(`The workspace ${id}: its test clock stands at ${CLOCK}. Key: ${api.key}`);
  await importRetail(api, open, say);
  print(say, 'Segments', await segmentTable(api, CURRENCY));
  print(say, 'Silence in the next 14 days, if nobody buys', await silenceTable(api, 14, CURRENCY));
  await passMonth(api, say);
}

/** `retail`, or the next one that is not taken: the key of one made earlier is not known here. */
async function retailWorkspace(admin: Api): Promise<{ readonly id: string; readonly api: Api }> {
  for (let number = 1; ; number += 1) {
    const id = number === 1 ? 'retail' : `retail-${number}`;
    const wanted = {
      id,
      currency: CURRENCY,
      timezone: 'Europe/London',
      testClock: CLOCK,
      monetaryAmounts: [25_000, 75_000, 150_000, 400_000],
    };
    try {
      const made = await post(admin, '/v1/workspaces', wanted, workspaceReply);
      return { id, api: { url: admin.url, key: made.key } };
    } catch (error) {
      if (!(error instanceof ApiRefused && error.status === 409)) throw error;
    }
  }
}

async function importRetail(api: Api, open: () => Readable, say: Say): Promise<void> {
  const since = stopwatch();
  let phase: string | undefined;
  let scored: string | undefined;
  const seen = (job: Job) => {
    if (job.phase === phase) return false;
    phase = job.phase;
    if (isScored(job)) scored ??= since();
    if (job.state === 'running')
      say(`  ${phase}: ${count(job.done)}${job.total === null ? '' : ` of ${count(job.total)}`} after ${since()}`);
    return false;
  };
  say('Importing …');
  const { job } = await postFile(api, `/v1/imports?map=${encodeURIComponent(MAP)}`, open(), importReply);
  const done = await jobDone(api, job.id, seen);
  say(`${count(done.imported)} orders of ${count(done.customers)} customers, ${count(done.rejected)} rows refused.`);
  say(`Scored and readable after ${scored ?? since()}, all workflows started after ${since()}.`);
}

async function passMonth(api: Api, say: Say): Promise<void> {
  say('');
  say(`Letting ${DAYS} days pass …`);
  const since = stopwatch();
  const { now, woken, settled } = await post(api, '/v1/clock', { advance: `${DAYS}d` }, clockReply);
  say(`${count(woken)} customers woke; it took ${since()}. The clock stands at ${now}.`);
  if (!settled) say('Some effects are still under way: the counts below will grow.');
  const happened = await happenedSince(api, Date.parse(now) - DAYS * DAY);
  print(say, `Moves (${count(happened.moves.length)})`, movesTable(happened));
  print(say, 'Journeys and messages', journeyTable(happened));
  say('');
  say(`Banners and toasts shown: ${count(placementCount(happened))}.`);
}

function print(say: Say, title: string, lines: readonly string[]): void {
  say('');
  say(`${title}:`);
  for (const line of lines) say(`  ${line}`);
}

/** Seconds since it was made, as text. */
function stopwatch(): () => string {
  const start = performance.now();
  return () => `${((performance.now() - start) / 1_000).toFixed(1)} s`;
}
