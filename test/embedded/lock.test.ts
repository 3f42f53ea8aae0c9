import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { lockDataDir } from '../../embedded/lock.ts';

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'sojourn-lock-'));
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

/** Takes the lock of the folder it is given and keeps it. */
const TAKE = `
  const { lockDataDir } = await import(${JSON.stringify(new URL('../../embedded/lock.ts', import.meta.url).href)});
  await lockDataDir(process.argv[1]);
  console.log('taken');
  setInterval(() => undefined, 60_000);
`;

const deadPid = (): number => spawnSync(process.execPath, ['--version']).pid;
const writeLock = (content: string) => writeFile(join(dataDir, 'lock'), content);

describe('the lock of a data folder', () => {
  test('goes to one at a time and can be had again when given back', async () => {
    const unlock = await lockDataDir(dataDir);
    await expect(lockDataDir(dataDir)).rejects.toThrow(
      `${dataDir} is in use by process ${process.pid}: stop that one, or set DATA_DIR to another folder`,
    );
    await unlock();
    await (
      await lockDataDir(dataDir)
    )();
    expect(await readdir(dataDir)).toEqual([]);
  });

  test('is refused while another process holds it and taken over when that one was killed', async () => {
    const other = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', TAKE, dataDir], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(other.stdout, 'data');
    await expect(lockDataDir(dataDir)).rejects.toThrow(`in use by process ${other.pid}`);
    other.kill('SIGKILL');
    await once(other, 'exit');
    await (
      await lockDataDir(dataDir)
    )();
  });

  test.each([
    ['whose process is gone', () => JSON.stringify({ pid: deadPid(), started: '1' })],
    ['whose process id belongs to a newer process', () => JSON.stringify({ pid: process.ppid, started: '1' })],
    ['that was cut off', () => '{"pid":'],
  ])('is taken over from a lock %s', async (_, content) => {
    await writeLock(content());
    const unlock = await lockDataDir(dataDir);
    expect(await readdir(dataDir)).toEqual(['lock']);
    await unlock();
  });
});
