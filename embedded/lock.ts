import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

/** Who holds a data folder. */
interface Holder {
  readonly pid: number;
  /** When the process started, where the system tells: process ids are used again, above all in containers. */
  readonly started: string | undefined;
}

const held = new Set<string>();

/**
 * Takes the data folder for this process. A lock whose process is gone is taken over.
 * @returns the function that gives it back
 * @throws Error with one sentence naming the process that holds it
 */
export async function lockDataDir(dataDir: string): Promise<() => Promise<void>> {
  await mkdir(dataDir, { recursive: true });
  const file = join(resolve(dataDir), 'lock');
  const mine = `${file}.${process.pid}`;
  if (held.has(file)) throw inUse(dataDir, process.pid, file);
  held.add(file);
  try {
    await writeFile(mine, JSON.stringify({ pid: process.pid, started: await startOf(process.pid) } satisfies Holder));
    while (!(await linked(mine, file))) await removeStale(file, dataDir);
  } catch (error) {
    held.delete(file);
    throw error;
  } finally {
    await rm(mine, { force: true });
  }
  return async () => {
    await rm(file, { force: true });
    held.delete(file);
  };
}

/** A hard link appears in one step with its content, or not at all. */
async function linked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

async function removeStale(file: string, dataDir: string): Promise<void> {
  const holder = await readHolder(file);
  if (holder && (await isAlive(holder))) throw inUse(dataDir, holder.pid, file);
  // Moved aside rather than removed: of two starts that find the same dead lock only one gets it.
  const aside = `${file}.${process.pid}.stale`;
  const moved = await rename(file, aside).then(
    () => true,
    () => false,
  );
  if (!moved) return;
  const seized = await readHolder(aside);
  const alive = seized !== undefined && (await isAlive(seized));
  if (alive) await linked(aside, file);
  await rm(aside, { force: true });
}

async function readHolder(file: string): Promise<Holder | undefined> {
  try {
    const value: unknown = JSON.parse(await readFile(file, 'utf8'));
    if (typeof value !== 'object' || value === null || !('pid' in value) || typeof value.pid !== 'number') {
      return undefined;
    }
    const started = 'started' in value && typeof value.started === 'string' ? value.started : undefined;
    return { pid: value.pid, started };
  } catch {
    return undefined;
  }
}

async function isAlive(holder: Holder): Promise<boolean> {
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    // EPERM: the process is there and belongs to somebody else.
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false;
  }
  return holder.started === (await startOf(holder.pid));
}

/** Clock ticks from boot to the start of the process: field 22 of /proc/<pid>/stat, after the name in parentheses. */
async function startOf(pid: number): Promise<string | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
}

function inUse(dataDir: string, pid: number, file: string): Error {
  return new Error(
    `${dataDir} is in use by process ${pid}: stop that one, or set DATA_DIR to another folder ` +
      `(if that process is no Sojourn, remove ${file}).`,
  );
}
