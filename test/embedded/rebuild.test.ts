import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '..', '..');
const CLEAN = { decided: 1_204, missing: 0, undecided: 0, changed: 0 };

let api: Server | undefined;
afterEach(() => api?.close());

/** An API whose rebuild is done at once. */
async function apiSaying(result: object, differences: readonly object[]): Promise<string> {
  const time = '2026-01-12T12:00:00Z';
  const progress = { state: 'done', done: 2, total: 2, rate: null, eta: null, startedAt: time, changedAt: time };
  const job = { id: 'j-1', kind: 'rebuild', ...progress, result };
  api = createServer(({ url = '' }, response) => {
    const body = url.includes('/differences') ? { differences, next: null } : { job };
    response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
  });
  await once(api.listen(0, '127.0.0.1'), 'listening');
  const address = api.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return `http://127.0.0.1:${address.port}`;
}

/** What `npm run rebuild` says, and how it ends. */
async function run(url: string): Promise<{ readonly said: string; readonly code: unknown }> {
  const program = [join(ROOT, 'embedded', 'bootstrap.mjs'), 'embedded/rebuild.ts'];
  const env = { ...process.env, SOJOURN_URL: url, SOJOURN_KEY: 'key' };
  const child = spawn(process.execPath, program, { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (said += text.toString()));
  const [code]: readonly unknown[] = await once(child, 'close');
  return { said, code };
}

test('given a base in which all is well, then the rebuild says so and ends with 0', async () => {
  const counts = { customers: 2_049, differing: 0, differences: 0, events: 9_309, effects: CLEAN };
  const { said, code } = await run(await apiSaying(counts, []));
  expect(said.trim().split('\n')).toEqual([
    '9,309 events of 2,049 customers folded again: 0 customers differ.',
    '1,204 effects decided: 0 missing in the ledger, 0 in it that nobody decided, 0 in it that say something else.',
  ]);
  expect(code).toBe(0);
});

test('given differences of an effect and of a tally, then both are listed and it ends with 1', async () => {
  const effects = { ...CLEAN, missing: 1 };
  const counts = { customers: 2, differing: 1, differences: 2, events: 3, effects };
  const { said, code } = await run(
    await apiSaying(counts, [
      { customer: 'c-1', field: 'effect shop:c-1:a:1:1:b:1', live: 'no row in the ledger', rebuilt: '{}' },
      { customer: null, field: 'tally segment, lost, customers', live: '2', rebuilt: '1' },
    ]),
  );
  expect(said).toContain('1,204 effects decided: 1 missing in the ledger');
  expect(said).toMatch(/c-1 +effect shop:c-1:a:1:1:b:1 +no row in the ledger/);
  expect(said).toMatch(/- +tally segment, lost, customers +2 +1/);
  expect(code).toBe(1);
});

test('given what an earlier version compared, then nothing is said of effects', async () => {
  const { said, code } = await run(await apiSaying({ customers: 1, differing: 0, differences: 0, events: 1 }, []));
  expect(said.trim()).toBe('1 events of 1 customers folded again: 0 customers differ.');
  expect(code).toBe(0);
});
