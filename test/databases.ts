import { randomUUID } from 'node:crypto';
import type { Connection, mongo } from 'mongoose';
import { connectStore } from '../db/connection.ts';
import { ensureIndexes } from '../db/schema.ts';
import { databaseUri } from './database-uri.ts';

/** A database that one test has for itself, empty when it is opened. */
export interface TestDatabase {
  readonly uri: string;
  readonly connection: Connection;
  /** Builds the indexes of every collection opened so far. */
  readonly index: () => Promise<void>;
  /** Nothing may use it any more. */
  readonly close: () => Promise<void>;
}

interface Kept {
  readonly uri: string;
  /** Collections that have their indexes. */
  readonly indexed: Set<string>;
}

/**
 * What earlier tests of this process have left, by what it is for and by server. Building all indexes anew takes most
 * of a second, emptying what is built a fiftieth of that.
 */
const left = new Map<string, Kept[]>();

/** @param purpose tests with the same purpose open the same collections */
export async function openDatabase(server: string, purpose: string): Promise<TestDatabase> {
  const pool = left.get(`${purpose} ${server}`) ?? [];
  left.set(`${purpose} ${server}`, pool);
  const { uri, indexed } = pool.pop() ?? fresh(server, purpose);
  const connection = await connectStore(uri);
  // Now and not at the end: whatever the test before left under way has lost its connection.
  await empty(connection, indexed);
  return {
    uri,
    connection,
    index: async () => {
      const names = Object.keys(connection.models);
      if (names.every((name) => indexed.has(name))) return;
      await ensureIndexes(connection);
      for (const name of names) indexed.add(name);
    },
    close: async () => {
      await connection.close();
      pool.push({ uri, indexed });
    },
  };
}

function fresh(server: string, purpose: string): Kept {
  return { uri: databaseUri(server, `${purpose}-${randomUUID().slice(0, 8)}`), indexed: new Set() };
}

/** Keeps nothing but the collections that have their indexes. */
async function empty(connection: Connection, indexed: Set<string>): Promise<void> {
  const db = connection.getClient().db(connection.name);
  const names = (await db.listCollections({}, { nameOnly: true }).toArray()).map(({ name }) => name);
  for (const name of indexed) if (!names.includes(name)) indexed.delete(name);
  const full = await namesOfFull(db, names);
  await Promise.all(
    names.map(async (name) => {
      if (!indexed.has(name)) await db.dropCollection(name);
      else if (full.has(name)) await db.collection(name).deleteMany({});
    }),
  );
}

/** Which collections hold anything, asked all at once: most tests leave something in a few of them. */
async function namesOfFull(db: mongo.Db, names: readonly string[]): Promise<ReadonlySet<string>> {
  const [first, ...others] = names;
  if (first === undefined) return new Set();
  const one = (name: string) => [{ $limit: 1 }, { $project: { _id: 0, name: { $literal: name } } }];
  const unions = others.map((name) => ({ $unionWith: { coll: name, pipeline: one(name) } }));
  const full = await db
    .collection(first)
    .aggregate<{ readonly name: string }>([...one(first), ...unions])
    .toArray();
  return new Set(full.map(({ name }) => name));
}
