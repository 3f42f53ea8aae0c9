import { mkdtemp, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A file system in memory, on every Linux. */
const MEMORY = '/dev/shm';
/** Far more than all stores of a run take. */
const ENOUGH_BYTES = 4e9;

/**
 * A new folder for the store of a test run: in memory where there is plenty, else among the temporary files. MongoDB waits
 * until each write has reached its disk, which costs work and proves nothing here.
 */
export async function scratchFolder(name: string): Promise<string> {
  return await mkdtemp(join((await hasPlenty()) ? MEMORY : tmpdir(), `sojourn-${name}-`));
}

async function hasPlenty(): Promise<boolean> {
  return await statfs(MEMORY).then(
    ({ bavail, bsize }) => bavail * bsize >= ENOUGH_BYTES,
    () => false,
  );
}
