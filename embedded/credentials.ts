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
  return await kept(dataDir, workspace, () => mintKey().key);
}

/** What secrets of others are sealed with: as long as the store. No workspace can be called so. */
const SECRETS = ':secrets';
const SECRETS_BYTES = 32;

/** The same for the key that seals secrets; see `SECRETS_KEY`. */
export async function keptSecretsKey(dataDir: string): Promise<string> {
  return await kept(dataDir, SECRETS, () => randomBytes(SECRETS_BYTES).toString('base64url'));
}

async function kept(dataDir: string, name: string, make: () => string): Promise<string> {
  const file = join(dataDir, 'credentials.json');
  const all = await readCredentials(file);
  const known = own(all, name);
  if (known !== undefined) return known;
  const made = make();
  await mkdir(dataDir, { recursive: true });
  const next = `${file}.${process.pid}`;
  await writeFile(next, `${JSON.stringify({ ...all, [name]: made }, null, 2)}\n`, { mode: 0o600 });
  await chmod(next, 0o600);
  await rename(next, file);
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
