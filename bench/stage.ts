import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection as TemporalConnection } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Runtime } from '@temporalio/worker';
import type { Connection } from 'mongoose';
import { placesOf } from '../embedded/cache.ts';
import { startServers } from '../embedded/servers.ts';
import { connectStore } from '../db/connection.ts';

/** Servers of this run's own, on loopback and free ports, with an empty store. */
export interface Stage {
  readonly store: Connection;
  readonly client: Client;
  readonly native: NativeConnection;
  stop(): Promise<void>;
}

export async function setStage(): Promise<Stage> {
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  const dataDir = await mkdtemp(join(tmpdir(), 'sojourn-bench-'));
  const servers = await startServers({ ...placesOf(process.env), dataDir, log: (sentence) => console.error(sentence) });
  const { address } = servers.temporal;
  const [store, connection, native] = await Promise.all([
    connectStore(servers.mongodbUri),
    TemporalConnection.connect({ address }),
    NativeConnection.connect({ address }),
  ]);
  return {
    store,
    client: new Client({ connection }),
    native,
    async stop() {
      await Promise.all([store.close(), connection.close()]);
      await native.close();
      await servers.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
