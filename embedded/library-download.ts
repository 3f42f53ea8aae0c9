import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runProgram } from './program.ts';

/** A server that a library of ours can download by itself. */
export interface LibraryDownload {
  readonly library: string;
  readonly program: 'mongod' | 'temporal';
  readonly version: string;
  /** Where the library downloads from, asked first so that a machine without a network loses no time. */
  readonly host: string;
}

const PROBE_MS = 4_000;
const DOWNLOAD_MS = 5 * 60 * 1000;
const script = fileURLToPath(new URL('library-download.mjs', import.meta.url));

/**
 * Lets the library download its server into `folder`.
 * @returns the path of the program
 * @throws Error with one line that says why
 */
export async function fetchByLibrary(download: LibraryDownload, folder: string): Promise<string> {
  await reach(download.host);
  await runProgram(process.execPath, [script, download.program, download.version, folder], { timeoutMs: DOWNLOAD_MS });
  const program = await largestFile(folder);
  if (program === undefined) throw new Error(`${download.library} downloaded nothing`);
  return program;
}

async function reach(host: string): Promise<void> {
  try {
    await fetch(`https://${host}/`, { method: 'HEAD', signal: AbortSignal.timeout(PROBE_MS) });
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    throw new Error(`${host} cannot be reached (${cause instanceof Error ? cause.message : String(cause)})`, {
      cause: error,
    });
  }
}

/** Each library names its file in its own way; the program is by far the largest. */
async function largestFile(folder: string): Promise<string | undefined> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const sized = await Promise.all(files.map(async (file) => ({ file, size: (await stat(file)).size })));
  return sized.toSorted((a, b) => b.size - a.size)[0]?.file;
}
