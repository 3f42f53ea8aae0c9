import { z } from 'zod';
import type { Api } from '../embedded/demo/http.ts';
import { jobDone, type Job } from '../embedded/demo/job.ts';
import { DAY, isoTime } from '../domain/time.ts';
import { mostMemory } from './cpu.ts';
import type { Figure } from './report.ts';

const MB = 1_000 ** 2;
const CUSTOMERS = 20_000;
const LINES_PER_CHUNK = 500;
const BEFORE_SCORING: readonly Job['phase'][] = ['uploading', 'waiting', 'reading'];
/** Rows a second while the file is read and stored, and MiB of the worker's memory. */
const RATE = 5_000;
const MEMORY = 400;

const accepted = z.looseObject({ job: z.looseObject({ id: z.string() }) });

/** Orders as NDJSON of so many megabytes, made as they are sent, for 20,000 customers. */
export async function measureLargeImport(shop: Api, megabytes: number): Promise<readonly Figure[]> {
  const sent = { rows: 0 };
  const started = performance.now();
  const seconds = () => (performance.now() - started) / 1_000;
  const response = await fetch(`${shop.url}/v1/imports`, {
    method: 'POST',
    headers: { authorization: `Bearer ${shop.key}`, 'content-type': 'application/x-ndjson' },
    body: ReadableStream.from(chunksOf(megabytes * MB, sent)),
    duplex: 'half',
  });
  if (!response.ok) throw new Error(`the import was answered with ${response.status}: ${await response.text()}`);
  const { id } = accepted.parse(await response.json()).job;
  const acceptedIn = seconds();
  await jobDone(shop, id, ({ phase }) => !BEFORE_SCORING.includes(phase));
  const readIn = seconds() - acceptedIn;
  const memory = await mostMemory('worker');
  const done = await jobDone(shop, id);
  const after = await mostMemory('worker');
  const rate = sent.rows / readIn;
  return [
    {
      what: `${megabytes} MB, ${sent.rows} rows: accepted`,
      measured: `${acceptedIn.toFixed(1)} s`,
      goal: '',
      ok: true,
    },
    { what: 'read and stored, rows a second', measured: rate.toFixed(0), goal: `>= ${RATE}`, ok: rate >= RATE },
    memoryFigure('the worker at most, reading', memory),
    memoryFigure('the worker at most, to the end', after),
    memoryFigure('the API at most', await mostMemory('API')),
    { what: `done, ${done.customers} customers`, measured: `${seconds().toFixed(0)} s`, goal: '', ok: true },
  ];
}

function memoryFigure(what: string, mib: number): Figure {
  return { what, measured: `${mib.toFixed(0)} MiB`, goal: `<= ${MEMORY} MiB`, ok: mib <= MEMORY };
}

function* chunksOf(bytes: number, sent: { rows: number }): Generator<Uint8Array> {
  const now = Date.now();
  for (let left = bytes; left > 0; sent.rows += LINES_PER_CHUNK) {
    const lines = Array.from({ length: LINES_PER_CHUNK }, (_, index) => lineOf(sent.rows + index, now));
    const chunk = Buffer.from(lines.join(''));
    left -= chunk.length;
    yield chunk;
  }
}

/** The order of a shop with what such exports usually say besides. */
function lineOf(n: number, now: number): string {
  const order = {
    id: `order-${n}`,
    customer: `customer-${(n * 7_919) % CUSTOMERS}`,
    at: isoTime(now - ((n * 0.618_034) % 1) * 700 * DAY),
    amount: 5 + ((n * 37) % 20_000) / 100,
    status: 'paid',
    country: ['DE', 'TR', 'NL', 'FR'][n % 4],
    items: [{ sku: `sku-${n % 997}`, quantity: 1 + (n % 3) }],
  };
  return `${JSON.stringify(order)}\n`;
}
