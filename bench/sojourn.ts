import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { mintKey } from '../api/keys/key.ts';
import { readConfig } from '../config.ts';
import { placesOf } from '../embedded/cache.ts';
import { post, type Api } from '../embedded/demo/http.ts';
import { freePort } from '../embedded/ports.ts';
import { startSojourn } from '../embedded/running.ts';

const made = z.looseObject({ key: z.string() });

/** All of Sojourn as processes of their own, with new data that are gone afterwards. */
export interface OwnSojourn {
  /** Makes a workspace in real time. */
  workspace(id: string): Promise<Api>;
}

export async function withSojourn<Result>(work: (sojourn: OwnSojourn) => Promise<Result>): Promise<Result> {
  const dataDir = await mkdtemp(join(tmpdir(), 'sojourn-bench-'));
  const env = { ...process.env, MONGODB_URI: '', TEMPORAL_ADDRESS: '', ADMIN_KEY: '', MAILBOX_URL: '', SMTP_URL: '' };
  const running = await startSojourn({
    ...placesOf(env),
    config: readConfig({ ...env, HOST: '127.0.0.1', DEMO: 'off' }),
    port: await freePort(),
    dataDir,
    env,
    adminKey: async () => mintKey().key,
    log: (sentence) => console.error(sentence),
    signal: new AbortController().signal,
  });
  try {
    return await work({
      async workspace(id) {
        const { key } = await post(running, '/v1/workspaces', { id, currency: 'EUR', timezone: 'Europe/Berlin' }, made);
        return { url: running.url, key };
      },
    });
  } finally {
    await running.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}
