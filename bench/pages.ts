import { setTimeout as pause } from 'node:timers/promises';
import { chromium, type Page } from '@playwright/test';
import type { Connection } from 'mongoose';
import { journalCollection, type JournalRow } from '../db/events/journal.ts';
import { customerId, segmentId, type WorkspaceId } from '../domain/ids.schema.ts';
import { customerKey, journalKey } from '../domain/keys.ts';
import { MINUTE, SECOND, type Instant } from '../domain/time.ts';
import { findChromium } from '../test/browser/chromium.ts';
import { percentile, type Figure } from './report.ts';

const VISITS = 9;
/** From asking for the page until its table of segments shows customers, milliseconds. */
const READABLE_GOAL = SECOND;
const MOVES = 1_000;
const MOVES_WITHIN = MINUTE;
/** Whatever takes the page longer is a moment at which it does not answer; browsers report those. */
const LONG_TASK_MS = 50;

/** In the page, as text: what a browser knows beyond Node is not among our types here. */
const NOTE_LONG_TASKS = `(() => {
  const seen = [];
  const note = (list) => seen.push(...list.getEntries().map(({ duration }) => duration));
  new PerformanceObserver(note).observe({ type: 'longtask' });
  return seen;
})()`;

interface Shown {
  readonly url: string;
  readonly key: string;
  readonly workspace: WorkspaceId;
  readonly now: Instant;
}

/** The first page of a workspace that holds a base, in a browser: how soon it can be read, and while its customers move. */
export async function measurePages(store: Connection, shown: Shown): Promise<readonly Figure[]> {
  const args = ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'];
  const browser = await chromium.launch({ executablePath: findChromium(process.env), args });
  try {
    const first: number[] = [];
    for (let n = 0; n < VISITS; n += 1) first.push(await firstVisit(await browser.newPage(), shown));
    const page = await browser.newPage();
    await firstVisit(page, shown);
    const again: number[] = [];
    for (let n = 0; n < VISITS; n += 1) again.push(await readableAfter(page, shown.url));
    return [
      readable('Home readable, by the link, nothing cached', first),
      readable('Home readable again', again),
      await whileMoving(page, store, shown),
    ];
  } finally {
    await browser.close();
  }
}

async function firstVisit(page: Page, { url, key }: Shown): Promise<number> {
  return await readableAfter(page, `${url}/open/${key}`);
}

async function readableAfter(page: Page, address: string): Promise<number> {
  const started = performance.now();
  await page.goto(address, { waitUntil: 'commit' });
  await page.getByRole('row', { name: /^Champions \d/ }).waitFor();
  return performance.now() - started;
}

function readable(what: string, took: readonly number[]): Figure {
  const median = percentile(took, 0.5);
  const measured = `${median.toFixed(0)} ms, at most ${Math.max(...took).toFixed(0)} ms`;
  return { what, measured, goal: `<= ${READABLE_GOAL} ms`, ok: median <= READABLE_GOAL };
}

/** How often and how long the page was busy while a thousand customers moved within a minute. */
async function whileMoving(page: Page, store: Connection, shown: Shown): Promise<Figure> {
  // What is below the table is still being drawn when the table can be read: that is no work of the feed.
  await page.getByRole('status', { name: 'Loading' }).first().waitFor({ state: 'detached' });
  await pause(SECOND);
  const longTasks = await page.evaluateHandle<number[]>(NOTE_LONG_TASKS);
  await move(store, shown);
  const feed = page.getByRole('group', { name: 'Moves now' });
  await feed.getByRole('listitem').first().waitFor();
  const durations = await longTasks.jsonValue();
  const longest = Math.max(0, ...durations);
  return {
    what: `${MOVES.toLocaleString('en')} moves within a minute: tasks over ${LONG_TASK_MS} ms`,
    measured: `${durations.length}${durations.length === 0 ? '' : `, at most ${longest.toFixed(0)} ms`}`,
    goal: '0',
    ok: durations.length === 0,
  };
}

/** Entries of the journal as decisions write them, evenly over a minute. */
async function move(store: Connection, { workspace, now }: Shown): Promise<void> {
  const journal = journalCollection(store);
  const started = performance.now();
  for (let n = 0; n < MOVES; n += 1) {
    await pause(Math.max(0, started + (n * MOVES_WITHIN) / MOVES - performance.now()));
    await journal.insertOne(moved(workspace, n, now));
  }
  await pause(2 * SECOND);
}

function moved(workspace: WorkspaceId, n: number, at: Instant): JournalRow {
  const customer = customerId.parse(`c-${n}`);
  const key = customerKey(workspace, customer);
  const segment = segmentId.parse('at-risk');
  const move = { from: segmentId.parse('loyal'), to: segment, cause: { by: 'rules', playbook: 1 } } as const;
  const entry = { seq: 2, at, playbook: 1, events: [], score: null, segment, move, facts: [], effects: [] };
  return { ...entry, _id: journalKey(key, 2), workspace, customer, key, now: at, turn: 1, heard: 0 };
}
