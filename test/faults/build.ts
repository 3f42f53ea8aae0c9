import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Client, Connection as TemporalConnection } from '@temporalio/client';
import type { Connection } from 'mongoose';
import { connectStore } from '../../db/connection.ts';
import { startMongo } from '../../embedded/mongod.ts';
import { freePort, LOOPBACK } from '../../embedded/ports.ts';
import { startTemporal } from '../../embedded/temporal-server.ts';
import { scratchFolder } from '../scratch.ts';
import { Program } from './program.ts';
import { Server } from './server.ts';
import { Shop, type Door } from './shop.ts';

/** All of Sojourn for one test or run: servers of its own and the real programs, each of which can be killed. */
export interface Stand {
  readonly mongo: Server;
  readonly temporal: Server;
  readonly api: Api;
  readonly worker: Program;
  /** Another process of the same kind beside the first one. */
  readonly anotherApi: () => Promise<Api>;
  readonly anotherWorker: () => Promise<Program>;
  /** The tester's own look into the store, and into Temporal. */
  readonly store: Connection;
  readonly client: Client;
}

export interface Api {
  readonly program: Program;
  /** With a key that opens every door of the workspace `main`. */
  readonly door: Door;
  /** A client of it. */
  readonly shop: Shop;
}

/** What a stand stands on. */
export interface Ground {
  readonly mongodBinary: string;
  readonly temporalBinary: string;
  /** To be undone in reverse order at the end, however it comes. */
  readonly undo: (step: () => Promise<unknown>) => void;
  /** Told of every program before it starts. */
  readonly begun: (program: Program) => void;
  /** Puts something into the store before anything else opens it. */
  readonly prepare?: ((store: Connection) => Promise<void>) | undefined;
}

const KEY = 'a-key-for-tests-that-break-things';

/** Starts everything. */
export async function buildStand(ground: Ground): Promise<Stand> {
  const { undo } = ground;
  const folder = await scratchFolder('faults');
  undo(() => rm(folder, { recursive: true, force: true }));
  const { mongo, mongodbUri, temporal, temporalAddress } = await startServers(folder, ground);
  const store = await connectStore(mongodbUri);
  undo(() => store.close());
  await ground.prepare?.(store);
  const env = await environment(folder, mongodbUri, temporalAddress);
  const anotherWorker = () => startProgram('The worker', 'worker/main.ts', env, ground);
  const anotherApi = () => startApi({ ...env, MAILBOX_URL: undefined, STANDIN_URL: undefined }, ground);
  const [api, worker] = await Promise.all([startApi(env, ground), anotherWorker()]);
  const connection = TemporalConnection.lazy({ address: temporalAddress });
  undo(() => connection.close());
  return { mongo, temporal, api, worker, anotherApi, anotherWorker, store, client: new Client({ connection }) };
}

async function startServers(folder: string, { mongodBinary, temporalBinary, undo }: Ground) {
  const [mongoPort, temporalPort] = await Promise.all([freePort(), freePort()]);
  const mongo = await Server.prepare(folder, 'mongod', mongodBinary, (binary) => {
    return startMongo({ binary, dbPath: join(folder, 'mongodb'), port: mongoPort });
  });
  const temporal = await Server.prepare(folder, 'temporal', temporalBinary, (binary) => {
    return startTemporal({ binary, dbFilename: join(folder, 'temporal.db'), port: temporalPort });
  });
  undo(() => Promise.all([mongo.close(), temporal.close()]));
  await Promise.all([mongo.start(), temporal.start()]);
  const mongodbUri = `mongodb://${LOOPBACK}:${mongoPort}/sojourn?replicaSet=sojourn`;
  return { mongo, mongodbUri, temporal, temporalAddress: `${LOOPBACK}:${temporalPort}` };
}

/** Nothing of the tester's own settings but where programs and temporary files are. */
async function environment(folder: string, mongodbUri: string, temporalAddress: string): Promise<NodeJS.ProcessEnv> {
  const { PATH, HOME, TMPDIR } = process.env;
  return {
    PATH,
    HOME,
    TMPDIR,
    MONGODB_URI: mongodbUri,
    TEMPORAL_ADDRESS: temporalAddress,
    TEMPORAL_CONFIG_FILE: join(folder, 'there-is-none.toml'),
    ADMIN_KEY: KEY,
    SECRETS_KEY: randomBytes(32).toString('base64'),
    MAILBOX_URL: await freeMailbox(),
    STANDIN_URL: await freeStandIn(),
    DATA_DIR: folder,
    DEMO: 'off',
    CHECK_REPLIES: 'on',
    LOG_LEVEL: 'warn',
  };
}

async function startApi(env: NodeJS.ProcessEnv, ground: Ground): Promise<Api> {
  const port = await freePort();
  const own = {
    ...env,
    PORT: String(port),
    MAILBOX_URL: env['MAILBOX_URL'] ?? (await freeMailbox()),
    STANDIN_URL: env['STANDIN_URL'] ?? (await freeStandIn()),
  };
  const program = await startProgram('The API', 'api/main.ts', own, ground);
  const door = { url: `http://${LOOPBACK}:${port}`, key: KEY };
  return { program, door, shop: new Shop(door) };
}

async function startProgram(name: string, entry: string, env: NodeJS.ProcessEnv, ground: Ground): Promise<Program> {
  const program = new Program(name, entry, env);
  ground.undo(() => program.close());
  ground.begun(program);
  await program.start();
  return program;
}

async function freeMailbox(): Promise<string> {
  return `smtp://${LOOPBACK}:${await freePort()}`;
}

async function freeStandIn(): Promise<string> {
  return `http://${LOOPBACK}:${await freePort()}`;
}

/** Undoes, last step first, all there is. @throws AggregateError of what failed */
export async function undoAll(steps: readonly (() => Promise<unknown>)[]): Promise<void> {
  const failures: unknown[] = [];
  for (const step of steps.toReversed()) await step().catch((error: unknown) => failures.push(error));
  if (failures.length > 0) throw new AggregateError(failures, 'Not everything ended as it should.');
}
