import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Readable } from 'node:stream';
import { z } from 'zod';
import { get, post, postFile, type Api } from '../embedded/demo/http.ts';
import { jobDone } from '../embedded/demo/job.ts';
import { percentile, type Figure } from './report.ts';

const EVERY_MS = 250;
const GIVE_UP_MS = 120_000;
const jobReply = z.looseObject({ job: z.looseObject({ id: z.string() }) });
const standing = z.looseObject({ totals: z.looseObject({ ordersEver: z.number() }) });
const known = z.looseObject({ results: z.array(z.looseObject({ status: z.string() })) });

/**
 * A lone event of one workspace, from the client's request until its new state can be read, while another workspace
 * imports many customers, and while all of those get one more order by a second file.
 */
export async function measureNeighbour(quiet: Api, loud: Api, customers: number): Promise<readonly Figure[]> {
  const alone = await lonesWhile(quiet, () => pause(20 * EVERY_MS));
  const beside = await lonesWhile(quiet, () => imported(loud, ordersFile(customers, 2)));
  const woken = await lonesWhile(quiet, () => imported(loud, ordersFile(customers, 3)));
  const many = customers.toLocaleString('en');
  return [
    ...figures('alone', alone, Infinity),
    ...figures(`beside an import of ${many} customers`, beside, 1_000),
    ...figures(`beside ${many} customers who are woken`, woken, 1_000),
  ];
}

function figures(when: string, sample: readonly number[], goal: number): readonly Figure[] {
  const [p50, worst] = [percentile(sample, 0.5), Math.max(...sample)];
  const is = goal === Infinity ? '' : `<= ${goal} ms`;
  return [
    {
      what: `lone event ${when}, p50 of ${sample.length}`,
      measured: `${p50.toFixed(0)} ms`,
      goal: is,
      ok: p50 <= goal,
    },
    { what: `lone event ${when}, worst`, measured: `${worst.toFixed(0)} ms`, goal: '', ok: true },
  ];
}

/** Milliseconds of every lone event that was sent while `work` went on. */
async function lonesWhile(quiet: Api, work: () => Promise<unknown>): Promise<readonly number[]> {
  const sample: number[] = [];
  const over = new AbortController();
  const working = work().finally(() => over.abort());
  while (!over.signal.aborted) {
    sample.push(await lone(quiet, `lone-${sample.length % 20}`));
    await pause(EVERY_MS);
  }
  await working;
  return sample;
}

async function lone(quiet: Api, customer: string): Promise<number> {
  const before = await ordersOf(quiet, customer);
  const started = performance.now();
  await post(quiet, '/v1/events', { id: `lone:${randomUUID()}`, customer, type: 'purchase', amount: 5_000 }, known);
  while ((await ordersOf(quiet, customer)) === before && performance.now() - started < GIVE_UP_MS) await pause(2);
  return performance.now() - started;
}

async function ordersOf(quiet: Api, customer: string): Promise<number> {
  return await get(quiet, `/v1/customers/${customer}`, standing).then(
    ({ totals }) => totals.ordersEver,
    () => 0,
  );
}

async function imported(loud: Api, file: Readable): Promise<void> {
  const { job } = await postFile(loud, '/v1/imports', file, jobReply);
  await jobDone(loud, job.id);
}

/** One order a customer, in another month for each file. */
function ordersFile(customers: number, month: number): Readable {
  function* lines(): Generator<string> {
    yield 'id,customer,at,amount\n';
    for (let n = 0; n < customers; n += 1)
      yield `o-${month}-${n},c-${n},2026-0${month}-${String(1 + (n % 27)).padStart(2, '0')}T10:00:00Z,${20 + (n % 80)}.00\n`;
  }
  return Readable.from(lines());
}
