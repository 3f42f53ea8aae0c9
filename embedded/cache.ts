import { chmod, mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where programs are looked for, and where those that were fetched are kept. */
export interface Places {
  /** A list of folders like the PATH variable. */
  readonly path: string;
  /** The folder of fetched programs, shared by all clones of one user. */
  readonly cacheDir: string;
}

const FETCH_PREFIX = 'fetch-';
const ABANDONED_MS = 60 * 60 * 1000;

/** The places an environment names: its PATH, and the user's cache folder (XDG_CACHE_HOME, otherwise ~/.cache). */
export function placesOf(env: NodeJS.ProcessEnv): Places {
  const cacheHome = env['XDG_CACHE_HOME'] || join(env['HOME'] || homedir(), '.cache');
  return { path: env['PATH'] ?? '', cacheDir: join(cacheHome, 'sojourn') };
}

/** Where the cache keeps the program of this name, whether or not it is there. */
export function cachedPath(cacheDir: string, name: string): string {
  return join(cacheDir, name);
}

/**
 * Lets `fetchTo` put a program into a folder of its own, lets `check` try it, and only then moves it to its place in one
 * step: two starts at once or a killed one never leave half a program there.
 */
export async function fillCache(
  cacheDir: string,
  name: string,
  fetchTo: (folder: string) => Promise<string>,
  check: (binary: string) => Promise<void>,
): Promise<string> {
  await mkdir(cacheDir, { recursive: true });
  await removeAbandoned(cacheDir);
  const folder = await mkdtemp(join(cacheDir, FETCH_PREFIX));
  try {
    const fetched = await fetchTo(folder);
    await chmod(fetched, 0o755);
    await check(fetched);
    await rename(fetched, cachedPath(cacheDir, name));
    return cachedPath(cacheDir, name);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Fetches that were killed leave their folder behind. */
async function removeAbandoned(cacheDir: string): Promise<void> {
  for (const entry of await readdir(cacheDir)) {
    if (!entry.startsWith(FETCH_PREFIX)) continue;
    const folder = join(cacheDir, entry);
    const found = await stat(folder).catch(() => undefined);
    if (found && Date.now() - found.mtimeMs > ABANDONED_MS) await rm(folder, { recursive: true, force: true });
  }
}
