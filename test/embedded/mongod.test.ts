import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mongoose from 'mongoose';
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import { startMongo } from '../../embedded/mongod.ts';
import type { MongoServer } from '../../embedded/mongod.ts';
import { freePort } from '../../embedded/ports.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sojourn-mongod-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const start = (port?: number) => startMongo({ binary: inject('mongodBinary'), dbPath: join(folder, 'db'), port });

async function withPlanets<T>(server: MongoServer, act: (planets: mongoose.mongo.Collection) => Promise<T>) {
  const client = new mongoose.mongo.MongoClient(server.uri);
  try {
    return await act(client.db().collection('planets'));
  } finally {
    await client.close();
  }
}

async function onPort<T>(port: number, act: () => Promise<T>): Promise<T> {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(port, '127.0.0.1', resolve));
  return act().finally(() => other.close());
}

describe('MongoDB', () => {
  test('finds its data again, on another port and on the same one', async () => {
    const port = await freePort();
    for (const [turn, given] of [undefined, undefined, port, port].entries()) {
      const server = await start(given);
      try {
        const names = await withPlanets(server, async (planets) => {
          await planets.insertOne({ turn }, { writeConcern: { w: 'majority' } });
          return planets.find().sort({ turn: 1 }).toArray();
        });
        expect(names.map((planet) => planet['turn'])).toEqual([0, 1, 2, 3].slice(0, turn + 1));
      } finally {
        await server.stop();
      }
    }
  });

  test('refuses data that another server uses', async () => {
    const first = await start();
    await expect(start()).rejects.toThrow(
      `Another MongoDB still uses ${join(folder, 'db')}: stop it, or choose another DATA_DIR.`,
    );
    await first.stop();
  });

  test('names the port in use and the variable that sets it', async () => {
    const port = await freePort();
    await onPort(port, () => expect(start(port)).rejects.toThrow(new RegExp(`^Port ${port} on .* MONGODB_PORT `)));
  });
});
