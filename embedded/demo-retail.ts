import { createReadStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { mintKey } from '../api/keys/key.ts';
import { readConfig } from '../config.ts';
import { placesOf } from './cache.ts';
import { ChildFailed } from './children.ts';
import type { Api } from './demo/http.ts';
import { liveRetail } from './demo/retail.ts';
import { freePort } from './ports.ts';
import { startSojourn } from './running.ts';
import { listenForStop, untilGiven } from './stopping.ts';

const say = (line: string) => console.log(line);

/** Imports a file of real orders into a workspace of its own and lets a month pass. */
async function main(): Promise<void> {
  const file = await givenFile(process.argv[2]);
  const { SOJOURN_URL: url, SOJOURN_KEY: key } = process.env;
  if (url && key) return await liveRetail({ url: url.replace(/\/$/, ''), key }, () => createReadStream(file), say);
  if (url || key) throw new Error('Set both SOJOURN_URL and SOJOURN_KEY, or neither of them.');
  await withOwnServers((api) => liveRetail(api, () => createReadStream(file), say));
}

/** From where npm was called: npm itself goes to the root of the repository. */
async function givenFile(argument: string | undefined): Promise<string> {
  if (argument === undefined) {
    throw new Error('Say which file to import: npm run demo:retail -- path/to/online_retail_orders.csv');
  }
  const file = resolve(process.env['INIT_CWD'] ?? '.', argument);
  const found = await stat(file).catch(() => undefined);
  if (!found?.isFile()) throw new Error(`There is no file ${file}: give the path of online_retail_orders.csv.`);
  return file;
}

/** On servers and data of its own, which are gone afterwards; those in the environment are not touched. */
async function withOwnServers(work: (api: Api) => Promise<void>): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'sojourn-retail-'));
  const env = { ...process.env, MONGODB_URI: '', TEMPORAL_ADDRESS: '', ADMIN_KEY: '', MAILBOX_URL: '', SMTP_URL: '' };
  const stop = listenForStop(() => process.exit(1));
  try {
    say('Starting servers of its own (SOJOURN_URL and SOJOURN_KEY would name a Sojourn that runs already) …');
    const running = await startSojourn({
      ...placesOf(env),
      config: readConfig({ ...env, HOST: '127.0.0.1', DEMO: 'off' }),
      port: await freePort(),
      dataDir,
      env,
      adminKey: async () => mintKey().key,
      log: say,
      signal: stop,
    });
    try {
      const stopped = untilGiven(stop).then(() => 'Stopped before the end.');
      const reason = await Promise.race([work(running), stopped, running.gaveUp]);
      if (typeof reason === 'string') throw new Error(reason);
    } finally {
      await running.stop();
    }
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}

try {
  await main();
  process.exit(0);
} catch (error) {
  const isKnown = error instanceof ChildFailed && error.hasSaidWhy;
  if (!isKnown) console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
}
