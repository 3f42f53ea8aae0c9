import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { connectStore } from '../db/connection.ts';
import { placesOf } from '../embedded/cache.ts';
import { findMongo, startMongo } from '../embedded/mongod.ts';
import { binaryOf } from './global-setup.ts';
import { scratchFolder } from './scratch.ts';

/** Starts the store of the tests that need nothing else; what it returns undoes it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await scratchFolder('store');
  const found = await findMongo({ ...placesOf(process.env), log: (sentence: string) => console.log(sentence) });
  const mongo = await startMongo({ binary: binaryOf(found), dbPath: join(folder, 'mongodb') });
  await keepWhatHasEnded(mongo.uri);
  project.provide('mongodbUri', mongo.uri);
  return async () => {
    await mongo.stop();
    await rm(folder, { recursive: true, force: true });
  };
}

/**
 * MongoDB takes away sessions and links that have ended by its own clock, once a minute. In tests of the API it is another
 * day, and what a test has just made would be gone before it was used.
 */
async function keepWhatHasEnded(uri: string): Promise<void> {
  const connection = await connectStore(uri);
  await connection.getClient().db('admin').command({ setParameter: 1, ttlMonitorEnabled: false });
  await connection.close();
}
