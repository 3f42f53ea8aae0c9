import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, inject, test } from 'vitest';
import { startServers } from '../../embedded/servers.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sojourn-guard-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const options = () => ({
  dataDir: join(folder, 'data'),
  path: [dirname(inject('mongodBinary')), dirname(inject('temporalBinary'))].join(delimiter),
  cacheDir: join(folder, 'cache'),
});

/** Starts the servers, prints where they are, and stays. */
const START = `
  const { startServers } = await import(${JSON.stringify(new URL('../../embedded/servers.ts', import.meta.url).href)});
  const { mongodbUri, temporal } = await startServers({ ...JSON.parse(process.argv[1]), log: console.error });
  console.log(JSON.stringify([new URL(mongodbUri).host, temporal.address]));
  setInterval(() => undefined, 60_000);
`;

function answers(address: string): Promise<boolean> {
  const [host, port] = address.split(':');
  return new Promise((resolve) => {
    const socket = connect({ host: host ?? '', port: Number(port) });
    const settle = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => settle(true)).once('error', () => settle(false));
  });
}

async function untilSilent(address: string): Promise<void> {
  while (await answers(address)) await sleep(50);
}

test.each(['SIGKILL', 'SIGTERM', 'SIGINT'] as const)(
  'leaves no server behind and the data free when the process that started them ends by %s',
  async (signal) => {
    const args = ['--import', 'tsx', '--input-type=module', '--eval', START, JSON.stringify(options())];
    const parent = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    const [line]: Buffer[] = await once(parent.stdout, 'data');
    const addresses: string[] = JSON.parse(String(line));
    expect(await Promise.all(addresses.map(answers))).toEqual([true, true]);
    parent.kill(signal);
    await Promise.all(addresses.map(untilSilent));
    const servers = await startServers({ ...options(), log: () => undefined });
    await servers.stop();
  },
);

test('refuses a second start on the same data folder and leaves the first alone', async () => {
  const first = await startServers({ ...options(), log: () => undefined });
  await expect(startServers({ ...options(), log: () => undefined })).rejects.toThrow(/is in use by process/);
  expect(await answers(first.temporal.address)).toBe(true);
  await first.stop();
  expect(await answers(first.temporal.address)).toBe(false);
});

test('lets two data folders run at once', async () => {
  const both = await Promise.all(
    ['one', 'two'].map((name) => startServers({ ...options(), dataDir: join(folder, name), log: () => undefined })),
  );
  expect(new Set(both.flatMap(({ mongodbUri, temporal }) => [mongodbUri, temporal.address])).size).toBe(4);
  await Promise.all(both.map((servers) => servers.stop()));
});

test('says which given server does not answer', async () => {
  const given = {
    mongodbUri: 'mongodb://user:secret@127.0.0.1:1/x?directConnection=true',
    temporalAddress: '127.0.0.1:1',
  };
  const failure = await startServers({ ...options(), ...given, log: () => undefined }).catch(String);
  expect(failure).toMatch(/MongoDB at 127\.0\.0\.1:1 does not answer .* MONGODB_URI\./);
  expect(failure).toMatch(/Temporal at 127\.0\.0\.1:1 does not answer .* TEMPORAL_ADDRESS\./);
  expect(failure).not.toContain('secret');
});
