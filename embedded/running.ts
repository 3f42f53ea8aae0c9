import { join } from 'node:path';
import { z } from 'zod';
import type { Config } from '../config.ts';
import type { Places } from './cache.ts';
import { startChild, type Child } from './children.ts';
import { keptSecretsKey } from './credentials.ts';
import { freePort, LOOPBACK } from './ports.ts';
import { startServers, type Servers } from './servers.ts';

export interface RunOptions extends Places {
  readonly config: Config;
  /** Chosen already: 0 would be another one after each restart. */
  readonly port: number;
  readonly dataDir: string;
  /** The environment of this process; what the children need is added. */
  readonly env: NodeJS.ProcessEnv;
  /** The first key, where the servers' data folder is ours; called once that folder is locked. */
  readonly adminKey: () => Promise<string>;
  /** Told, in one sentence, of everything that takes time or goes wrong. */
  readonly log: (sentence: string) => void;
  /** Gives the start up. */
  readonly signal: AbortSignal;
}

/** Everything of Sojourn, running on this machine. */
export interface Running {
  readonly url: string;
  readonly key: string;
  /** The workspace that the key belongs to; `null` where it was deleted. */
  readonly workspace: string | null;
  readonly servers: Servers;
  /** Resolves, with the reason, when a part is gone for good; never when `stop` ends it. */
  readonly gaveUp: Promise<string>;
  /** In order: no new requests, then no new work, then the servers. */
  stop(): Promise<void>;
  /** At once; what was accepted is durable. */
  kill(): void;
}

const apiReady = z.object({ ready: z.object({ workspace: z.string().nullable() }) });

/**
 * Starts the servers, then the API and the worker.
 * @throws Error with what is wrong; nothing is left running then
 */
export async function startSojourn(options: RunOptions): Promise<Running> {
  const { config, port, log, signal } = options;
  const starting = startServers({
    ...options,
    mongodbUri: config.mongodbUri,
    temporalAddress: config.temporalAddress,
    temporalNamespace: config.temporalNamespace,
    ports: config.serverPorts,
    ui: true,
    log,
  });
  // Servers half started are not waited for: they end with this process.
  const servers = await Promise.race([starting, givenUp(signal)]);
  try {
    const key = config.adminKey ?? (await options.adminKey());
    const own = {
      key,
      mailboxPort: await freePort(),
      standInPort: await freePort(),
      secretsKey: config.secretsKeys.join(',') || (await keptSecretsKey(options.dataDir)),
    };
    const children = await startChildren(childEnv(options, servers, own), { log, signal });
    const [api, worker] = children;
    return {
      url: `http://${reachableHost(config.host)}:${port}`,
      key,
      workspace: apiReady.parse(api.ready).ready.workspace,
      servers,
      gaveUp: Promise.race(children.map((child) => child.gaveUp)),
      async stop() {
        await api.stop();
        await worker.stop();
        await servers.stop();
      },
      kill: () => children.forEach((child) => child.kill()),
    };
  } catch (error) {
    await servers.stop();
    throw error;
  }
}

/** Whoever listens on every address is reached at one of them. */
function reachableHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return LOOPBACK;
  return host.includes(':') ? `[${host}]` : host;
}

function givenUp(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const giveUp = () => reject(new Error('The start was given up.'));
    if (signal.aborted) giveUp();
    else signal.addEventListener('abort', giveUp, { once: true });
  });
}

/** Both, or none: where one fails, the other is ended. */
async function startChildren(
  env: NodeJS.ProcessEnv,
  { log, signal }: Pick<RunOptions, 'log' | 'signal'>,
): Promise<readonly [api: Child, worker: Child]> {
  const failures: unknown[] = [];
  const failed = new AbortController();
  const start = async (name: string, entry: string): Promise<Child | undefined> => {
    try {
      return await startChild({ name, entry, env, log, signal: AbortSignal.any([signal, failed.signal]) });
    } catch (error) {
      failures.push(error);
      failed.abort();
      return undefined;
    }
  };
  const [api, worker] = await Promise.all([start('The API', 'api/main.ts'), start('The worker', 'worker/main.ts')]);
  if (api && worker) return [api, worker];
  await Promise.all([api?.stop(), worker?.stop()]);
  throw failures[0];
}

interface OwnPlaces {
  readonly key: string;
  readonly mailboxPort: number;
  readonly standInPort: number;
  /** As the variable has it. */
  readonly secretsKey: string;
}

function childEnv(
  { config, port, dataDir, env }: RunOptions,
  { mongodbUri, temporal }: Servers,
  { key, mailboxPort, standInPort, secretsKey }: OwnPlaces,
): NodeJS.ProcessEnv {
  const isOurs = config.temporalAddress === undefined;
  return {
    // Keys and certificates are for the server they were given with, not for one of our own. An empty file would not do.
    ...(isOurs ? { ...withoutTemporal(env), TEMPORAL_CONFIG_FILE: join(dataDir, 'there-is-none.toml') } : env),
    LOG_LEVEL: env['LOG_LEVEL'] || 'warn',
    PORT: String(port),
    HOST: config.host,
    DATA_DIR: dataDir,
    DEMO: config.demo ? 'on' : 'off',
    ADMIN_KEY: key,
    SECRETS_KEY: secretsKey,
    MONGODB_URI: mongodbUri,
    TEMPORAL_ADDRESS: temporal.address,
    TEMPORAL_NAMESPACE: temporal.namespace,
    ...(temporal.uiUrl === undefined ? {} : { TEMPORAL_UI_URL: new URL(temporal.uiUrl).origin }),
    STANDIN_URL: env['STANDIN_URL'] || `http://${LOOPBACK}:${standInPort}`,
    MAILBOX_URL: env['MAILBOX_URL'] || `smtp://${LOOPBACK}:${mailboxPort}`,
  };
}

function withoutTemporal(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('TEMPORAL_')));
}
