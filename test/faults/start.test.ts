import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, inject, test } from 'vitest';
import { SEVEN_SEGMENTS } from '../../domain/scoring/presets/seven-segments.ts';
import { freePort } from '../../embedded/ports.ts';
import { shownInReadme, withoutFigures, withoutPlaces } from '../embedded/shown-start.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
/** A limit for what hangs: a start fills a store, and machines are slow. */
const HANGS_MS = 300_000;
/** Enough for somebody in every segment; `test/api/welcome.test.ts` has the whole shop. */
const CUSTOMERS = 200;
const READY = 'Ctrl-C stops everything';

let folder: string;
let started: ChildProcess[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sojourn-start-'));
  started = [];
});
afterEach(async () => {
  for (const child of started) child.kill('SIGKILL');
  await rm(folder, { recursive: true, force: true, maxRetries: 50, retryDelay: 200 });
});

/** What `npm start` runs, with nothing of the tester's own settings but where programs are. */
function start(dataDir: string, port: number) {
  const child = spawn(process.execPath, ['--import', 'tsx', 'embedded/start.ts'], {
    cwd: root,
    env: {
      PATH: [dirname(inject('mongodBinary')), dirname(inject('temporalBinary')), process.env['PATH']].join(delimiter),
      XDG_CACHE_HOME: join(folder, 'cache'),
      TMPDIR: tmpdir(),
      DATA_DIR: dataDir,
      PORT: String(port),
      DEMO_CUSTOMERS: String(CUSTOMERS),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  started.push(child);
  const output = { out: '', err: '' };
  child.stdout.on('data', (chunk) => (output.out += String(chunk)));
  child.stderr.on('data', (chunk) => (output.err += String(chunk)));
  const ended = once(child, 'close').then(([code]: unknown[]) => code);
  return { child, output, ended, untilReady: () => untilReady(output, ended) };
}

async function untilReady(output: { readonly out: string; readonly err: string }, ended: Promise<unknown>) {
  let hasEnded = false;
  void ended.then(() => (hasEnded = true));
  while (!output.out.includes(READY)) {
    if (hasEnded) throw new Error(`the start ended:\n${output.err}${output.out}`);
    await sleep(50);
  }
}

/** The line to paste, as a shell would send it. */
async function paste(output: string): Promise<unknown> {
  const line = /curl -s (\S+) -H '([^:]+): ([^']+)' -H '([^:]+): ([^']+)' -d '([^']+)'/.exec(output);
  const [, url = '', name = '', value = '', otherName = '', otherValue = '', body = ''] = line ?? [];
  const response = await fetch(url, { method: 'POST', headers: { [name]: value, [otherName]: otherValue }, body });
  return await response.json();
}

const keyIn = (text: string) => /Key +(\S+)/.exec(text)?.[1];

/** State, parent and more of a process, as the system tells it; empty where there is none. */
async function statusOf(pid: number): Promise<string> {
  const line = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return line.slice(line.lastIndexOf(')') + 2);
}

/** Every process that descends from this one. */
async function descendantsOf(pid: number): Promise<readonly number[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const parents = await Promise.all(
    pids.map(async (child) => {
      const line = await statusOf(child);
      return { child, parent: Number(line.split(' ')[1]) };
    }),
  );
  const found: number[] = [];
  for (let level = [pid]; level.length > 0;) {
    level = parents.filter(({ parent }) => level.includes(parent)).map(({ child }) => child);
    found.push(...level);
  }
  return found;
}

/** One that has ended and that nobody has asked for its exit code counts as gone. */
async function isAlive(pid: number): Promise<boolean> {
  const line = await statusOf(pid);
  return line !== '' && !line.startsWith('Z');
}

async function untilGone(pids: readonly number[]): Promise<void> {
  for (const pid of pids) while (await isAlive(pid)) await sleep(20);
}

test(
  'fills an empty store even if it is killed meanwhile, shows it, leaves nothing running, and finds everything again',
  async () => {
    const dataDir = join(folder, 'data');
    const port = await freePort();
    const killed = start(dataDir, port);
    while (!killed.output.err.includes('Filling')) await sleep(20);
    const orphans = await descendantsOf(killed.child.pid ?? 0);
    expect(orphans.length).toBeGreaterThanOrEqual(6);
    killed.child.kill('SIGKILL');
    await untilGone(orphans);

    const first = start(dataDir, port);
    await first.untilReady();
    const { out } = first.output;
    for (const { name } of SEVEN_SEGMENTS.segments)
      expect(out).toMatch(new RegExp(`^ *${name} +\\d+ +\\d+\\.\\d % +€`, 'm'));
    expect(out).toMatch(/^ *All +200 +100\.0 %/m);
    const shown = (text: string, folderOfData: string) => withoutFigures(withoutPlaces(text, folderOfData));
    expect(shown(out, dataDir)).toBe(shown(await shownInReadme(), '.sojourn'));

    const { mode } = await stat(join(dataDir, 'credentials.json'));
    expect(mode & 0o777).toBe(0o600);

    const same = start(dataDir, await freePort());
    expect(await same.ended).toBe(1);
    expect(same.output.err).toMatch(/^\S+ is in use by process \d+: .*DATA_DIR.*$/m);
    expect(same.output.err).not.toMatch(/^ +at /m);

    const moved = await paste(out);
    expect(moved).toEqual({ now: '2026-05-21T09:00:00.000Z', woken: expect.any(Number), settled: true });

    const processes = await descendantsOf(first.child.pid ?? 0);
    first.child.kill('SIGINT');
    // npm passes on what the terminal has sent already.
    first.child.kill('SIGINT');
    expect(await first.ended).toBe(0);
    await untilGone(processes);

    const second = start(dataDir, port);
    await second.untilReady();
    expect(second.output.err).not.toContain('Filling');
    expect(second.output.out).toContain('Thursday, 21 May 2026 at 11:00');
    expect(keyIn(second.output.out)).toBe(keyIn(out));
    second.child.kill('SIGTERM');
    expect(await second.ended).toBe(0);
  },
  HANGS_MS,
);

test('says in one sentence that a port is in use before it starts anything', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const { ended, output } = start(join(folder, 'data'), port);
  expect(await ended).toBe(1);
  expect(output.err).toBe(`Port ${port} is in use; set PORT to another one.\n`);
  expect(await readdir(folder)).toEqual([]);
  server.close();
});
