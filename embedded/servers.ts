import { join, resolve } from 'node:path';
import type { Places } from './cache.ts';
import { lockDataDir } from './lock.ts';
import { findMongo, startMongo } from './mongod.ts';
import { checkMongo, checkTemporal } from './reach.ts';
import { findTemporal, startTemporal } from './temporal-server.ts';

export interface ServersOptions extends Places {
  /** Where our own servers keep their data; one process at a time. */
  readonly dataDir: string;
  readonly mongodbUri?: string | undefined;
  readonly temporalAddress?: string | undefined;
  /** Default: `default`. */
  readonly temporalNamespace?: string | undefined;
  /** Whether our own Temporal serves its web page. */
  readonly ui?: boolean | undefined;
  /** Ports to insist on; the others are chosen. */
  readonly ports?: {
    readonly mongodb?: number | undefined;
    readonly temporal?: number | undefined;
    readonly temporalUi?: number | undefined;
  };
  /** Told, in one sentence, of downloads, repairs and servers that end unasked. */
  readonly log: (sentence: string) => void;
}

export interface TemporalPlace {
  readonly address: string;
  readonly namespace: string;
  readonly uiUrl?: string;
}

export interface Servers {
  readonly mongodbUri: string;
  readonly temporal: TemporalPlace;
  /** Ends what was started here, keeps the data, and frees the data folder. Servers given by address go on. */
  stop(): Promise<void>;
}

interface Part<T> {
  readonly place: T;
  stop(): Promise<void>;
}

/**
 * Finds or starts MongoDB and Temporal. They end with this process, even if it is killed.
 * @throws Error with what is wrong and what to do; nothing is left running then
 */
export async function startServers(options: ServersOptions): Promise<Servers> {
  const dataDir = resolve(options.dataDir);
  const unlock = await lockDataDir(dataDir);
  const parts = await Promise.allSettled([mongoPart(options, dataDir), temporalPart(options, dataDir)]);
  const stop = async (): Promise<void> => {
    await Promise.all(parts.flatMap((part) => (part.status === 'fulfilled' ? [part.value.stop()] : [])));
    await unlock();
  };
  const [mongo, temporal] = parts;
  if (mongo.status === 'fulfilled' && temporal.status === 'fulfilled') {
    return { mongodbUri: mongo.value.place, temporal: temporal.value.place, stop };
  }
  await stop();
  throw failureOf(parts);
}

async function mongoPart(options: ServersOptions, dataDir: string): Promise<Part<string>> {
  const found = await findMongo({ ...options, address: options.mongodbUri });
  if (found.kind === 'address') {
    await checkMongo(found.address);
    return { place: found.address, stop: async () => undefined };
  }
  const dbPath = join(dataDir, 'mongodb');
  const server = await startMongo({ binary: found.binary, dbPath, port: options.ports?.mongodb });
  return { place: server.uri, stop: watched('MongoDB', server, options.log) };
}

async function temporalPart(options: ServersOptions, dataDir: string): Promise<Part<TemporalPlace>> {
  const namespace = options.temporalNamespace ?? 'default';
  const found = await findTemporal({ ...options, address: options.temporalAddress });
  if (found.kind === 'address') {
    await checkTemporal(found.address);
    return { place: { address: found.address, namespace }, stop: async () => undefined };
  }
  const server = await startTemporal({
    binary: found.binary,
    dbFilename: join(dataDir, 'temporal.db'),
    port: options.ports?.temporal,
    ui: options.ui,
    uiPort: options.ports?.temporalUi,
    preferUsualPorts: true,
    namespace,
  });
  const { address, uiUrl } = server;
  const place = { address, namespace, ...(uiUrl !== undefined && { uiUrl }) };
  return { place, stop: watched('Temporal', server, options.log) };
}

/** Says so when the server ends although nobody asked. Returns the function that asks. */
function watched(
  name: string,
  server: { readonly ended: Promise<string>; stop(): Promise<void> },
  log: (sentence: string) => void,
): () => Promise<void> {
  let asked = false;
  const report = async (): Promise<void> => {
    const output = await server.ended;
    if (!asked) log(`${name} ended unasked: ${output.trim().split('\n').at(-1) ?? ''}`);
  };
  void report();
  return () => {
    asked = true;
    return server.stop();
  };
}

function failureOf(parts: readonly PromiseSettledResult<unknown>[]): Error {
  const reasons = parts.flatMap((part): unknown[] => (part.status === 'rejected' ? [part.reason] : []));
  const messages = reasons.map((reason) => (reason instanceof Error ? reason.message : String(reason)));
  return new Error(messages.join('\n'), { cause: reasons[0] });
}
