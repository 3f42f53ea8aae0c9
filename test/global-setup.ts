import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ProvidedContext } from 'vitest';
import type { TestProject } from 'vitest/node';
import { placesOf } from '../embedded/cache.ts';
import { findMongo, startMongo } from '../embedded/mongod.ts';
import type { MongoServer } from '../embedded/mongod.ts';
import { findTemporal, startTemporal } from '../embedded/temporal-server.ts';
import type { TemporalServer } from '../embedded/temporal-server.ts';
import type { FoundServer } from '../embedded/find.ts';
import { workflowBundle } from '../worker/bundle.ts';
import { scratchFolder } from './scratch.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** A replica set of this run; take a database name of your own. */
    mongodbUri: string;
    /** A Temporal server of this run, namespace `default`, time skipping allowed; take a task queue of your own. */
    temporalAddress: string;
    /** The workflow code, bundled once: `workflowBundle: { codePath }`. */
    workflowBundlePath: string;
    /** For tests that start and stop servers themselves. */
    mongodBinary: string;
    temporalBinary: string;
  }
}

interface Running extends Pick<ProvidedContext, 'mongodBinary' | 'temporalBinary'> {
  readonly mongo: MongoServer;
  readonly temporal: TemporalServer;
}

/** Starts the servers of a test run and bundles the workflow code, once; what it returns undoes it all. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await scratchFolder('test');
  const [running, bundle] = await Promise.all([startAll(folder), workflowBundle()]);
  if (!('codePath' in bundle)) throw new Error('The workflow bundle could not be kept beside the packages.');
  project.provide('mongodbUri', running.mongo.uri);
  project.provide('temporalAddress', running.temporal.address);
  project.provide('workflowBundlePath', bundle.codePath);
  project.provide('mongodBinary', running.mongodBinary);
  project.provide('temporalBinary', running.temporalBinary);
  return async () => {
    await Promise.all([running.mongo.stop(), running.temporal.stop()]);
    await rm(folder, { recursive: true, force: true });
  };
}

/** Tests always run on servers of their own: an address in the environment may well be somebody's production. */
async function startAll(folder: string): Promise<Running> {
  const options = { ...placesOf(process.env), log: (sentence: string) => console.log(sentence) };
  const [mongodBinary, temporalBinary] = await Promise.all([
    findMongo(options).then(binaryOf),
    findTemporal(options).then(binaryOf),
  ]);
  const [mongo, temporal] = await Promise.all([
    startMongo({ binary: mongodBinary, dbPath: join(folder, 'mongodb') }),
    startTemporal({ binary: temporalBinary, timeSkipping: true }),
  ]);
  return { mongo, mongodBinary, temporal, temporalBinary };
}

export function binaryOf(found: FoundServer): string {
  if (found.kind === 'address') throw new Error(`Expected a program, got the address ${found.address}.`);
  return found.binary;
}
