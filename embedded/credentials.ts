import { randomBytes } from 'node:crypto';
import { chmod, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { mintKey } from '../api/keys/key.ts';
import { own } from '../domain/own.ts';

const credentials = z.record(z.string(), z.string());

/**
 * The first key of a workspace: made once and kept in the data folder, readable by its owner only, so that every start
 * can show it.
 * @throws Error with one sentence when the file is there and cannot be read
 */
export async function keptKey(dataDir: string, workspace: string): Promise<string> {
  const file = join(dataDir, 'credentials.json');
  const kept = await readCredentials(file);
  const known = own(kept, workspace);
  if (known !== undefined) return known;
  const { key } = mintKey();
  await mkdir(dataDir, { recursive: true });
  const next = `${file}.${process.pid}`;
  await writeFile(next, `${JSON.stringify({ ...kept, [workspace]: key }, null, 2)}\n`, { mode: 0o600 });
  await chmod(next, 0o600);
  await rename(next, file);
  return key;
}

/**
 * What secrets of channels are sealed by, as the variable SECRET_KEYS has it: made once and kept beside the first key.
 * @throws Error when the file is there and cannot be read
 */
export async function keptSecretKeys(dataDir: string): Promise<string> {
  const file = join(dataDir, 'secret-keys');
  const kept = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (kept !== null) return kept.trim();
  const made = `k1:${randomBytes(32).toString('base64')}`;
  await mkdir(dataDir, { recursive: true });
  await writeFile(file, `${made}\n`, { mode: 0o600 });
  return made;
}

async function readCredentials(file: string): Promise<Readonly<Record<string, string>>> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '{}';
    throw new Error(`${file} cannot be read (${error.message}): make it readable, or remove it to get a new key.`, {
      cause: error,
    });
  });
  try {
    return credentials.parse(JSON.parse(text));
  } catch (error) {
    throw new Error(`${file} does not hold keys: remove it to get a new key.`, { cause: error });
  }
}
