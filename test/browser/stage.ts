import { setTimeout as pause } from 'node:timers/promises';
import { chromium, type Browser, type BrowserContextOptions, type Page } from '@playwright/test';
import { inject, onTestFinished } from 'vitest';
import { z } from 'zod';
import { generateDemo, demoCsv } from '../../embedded/demo/base.ts';
import { buildStand, undoAll, type Stand } from '../faults/build.ts';

/** For what a busy machine may take long over. */
export const PATIENT = { timeout: 60_000 };

/** Where the test clock of the workspace stands at first. */
const START = Date.parse('2026-05-14T09:00:00Z');
const WORKSPACE = 'pages';

/** Sojourn with a workspace on a test clock, and a browser. */
export interface Stage {
  readonly url: string;
  /** Of the workspace. */
  readonly key: string;
  readonly stand: Stand;
  readonly browser: Browser;
  /** A blank page that is signed in, in a browser of its own, until the test ends; what it writes to the console is noted. */
  readonly open: (options?: BrowserContextOptions) => Promise<Visited>;
  /** The same, for as long as the stage stands. */
  readonly openForAll: (options?: BrowserContextOptions) => Promise<Visited>;
  /** Sends a call with the key of the workspace. @throws Error where it is refused */
  readonly send: (path: string, body: unknown, method?: 'POST' | 'PUT') => Promise<unknown>;
  /** Resolves when the orders of this file are customers. */
  readonly importOrders: (csv: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

export interface Visited {
  readonly page: Page;
  /** Everything that the page warned of. */
  readonly complaints: readonly string[];
}

export async function openStage(): Promise<Stage> {
  const steps: (() => Promise<unknown>)[] = [];
  const undo = (step: () => Promise<unknown>) => void steps.push(step);
  try {
    const stand = await buildStand({
      mongodBinary: inject('mongodBinary'),
      temporalBinary: inject('temporalBinary'),
      undo,
      begun: () => undefined,
    });
    const { url } = stand.api.door;
    const key = await workspaceKey(stand);
    const browser = await chromium.launch({
      executablePath: inject('chromium'),
      args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
    });
    undo(() => browser.close());
    return {
      url,
      key,
      stand,
      browser,
      open: async (options = {}) => {
        const visited = await visit(browser, url, key, options);
        // A page that is left open goes on asking with everything that happens.
        onTestFinished(() => visited.page.context().close());
        return visited;
      },
      openForAll: (options = {}) => visit(browser, url, key, options),
      send: (path, body, method = 'POST') =>
        sent(url, key, path, { method, type: 'application/json', body: JSON.stringify(body) }),
      importOrders: (csv) => imported(url, key, csv),
      close: () => undoAll(steps),
    };
  } catch (error) {
    await undoAll(steps);
    throw error;
  }
}

interface Body {
  readonly method: 'POST' | 'PUT';
  readonly type: string;
  readonly body: string;
}

async function sent(url: string, key: string, path: string, { method, type, body }: Body): Promise<unknown> {
  const headers = { Authorization: `Bearer ${key}`, 'Content-Type': type };
  return await answer(await fetch(`${url}${path}`, { method, headers, body }));
}

async function answer(reply: Response): Promise<unknown> {
  if (!reply.ok) throw new Error(`${reply.url} answered ${reply.status}: ${await reply.text()}`);
  return await reply.json();
}

const reply = z.object({ job: z.object({ id: z.string(), state: z.string() }) });

async function imported(url: string, key: string, csv: string): Promise<void> {
  let { job } = reply.parse(await sent(url, key, '/v1/imports', { method: 'POST', type: 'text/csv', body: csv }));
  const headers = { Authorization: `Bearer ${key}` };
  while (job.state === 'queued' || job.state === 'running') {
    await pause(200);
    ({ job } = reply.parse(await answer(await fetch(`${url}/v1/jobs/${job.id}`, { headers }))));
  }
  if (job.state !== 'done') throw new Error(`The import ended as ${job.state}.`);
}

/** Signs in by the link of the key, and opens no page with it yet. */
async function visit(browser: Browser, url: string, key: string, options: BrowserContextOptions): Promise<Visited> {
  const context = await browser.newContext({ locale: 'en-GB', reducedMotion: 'reduce', ...options });
  await context.request.get(`${url}/open/${key}`, { maxRedirects: 0 });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(`${message.text()} (${page.url()})`);
  });
  page.on('pageerror', (error) => complaints.push(`${error.message} (${page.url()})`));
  return { page, complaints };
}

async function workspaceKey({ api: { shop } }: Stand): Promise<string> {
  const made = await shop.send('POST', '/v1/workspaces', {
    id: WORKSPACE,
    currency: 'EUR',
    timezone: 'Europe/Berlin',
    testClock: new Date(START).toISOString(),
    // A programme is begun with and published in the pages.
    loyalty: false,
  });
  return z.object({ key: z.string() }).parse(await made.json()).key;
}

/** A file of orders, as a shop would export it. */
export function ordersOf(customers: number): string {
  return demoCsv(generateDemo(START, { customers }).history);
}
