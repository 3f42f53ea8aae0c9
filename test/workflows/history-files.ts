import { readdir, readFile, writeFile } from 'node:fs/promises';
import { historyFromJSON, historyToJSON } from '@temporalio/common/lib/proto-utils.js';

const FOLDER = new URL('../histories/', import.meta.url);

/** Of this version and, in folders, of earlier ones. */
export async function historyNames(): Promise<readonly string[]> {
  return (await readdir(FOLDER, { recursive: true })).filter((name) => name.endsWith('.json'));
}

export async function historyText(name: string): Promise<string> {
  return await readFile(new URL(name, FOLDER), 'utf8');
}

/** Keeps a history, unless there is one of that name: what released code has made is never overwritten. */
export async function keepHistory(name: string, history: Parameters<typeof historyToJSON>[0]): Promise<void> {
  const text = JSON.stringify(JSON.parse(historyToJSON(history)), anonymous, 2);
  // Else it could not be read again.
  historyFromJSON(JSON.parse(text));
  try {
    await writeFile(new URL(`${name}.json`, FOLDER), `${text}\n`, { flag: 'wx' });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
}

/** Nothing of the machine that made it. */
function anonymous(key: string, value: unknown): unknown {
  if (key === 'stackTrace') return '';
  // Such as 1234@some-machine, alone or as the beginning of a worker's own queue.
  return typeof value === 'string' ? value.replace(/^\d+@[\w.-]+/, 'worker') : value;
}
