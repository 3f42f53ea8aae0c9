import { randomUUID } from 'node:crypto';
import type { Connection } from 'mongoose';
import { afterAll, beforeAll, inject } from 'vitest';
import { connectStore } from '../../db/connection.ts';
import { mongoAsleepStore } from '../../db/customers/asleep.ts';
import { customerCollection, readCustomer } from '../../db/customers/customers.ts';
import { mongoDecisionStore } from '../../db/events/decisions.ts';
import { mongoEventStore } from '../../db/events/events.ts';
import { journalCollection } from '../../db/events/journal.ts';
import { ensureIndexes } from '../../db/schema.ts';
import { describeDecisionStore } from '../contract/decision-store.contract.ts';
import { describeEventStore } from '../contract/event-store.contract.ts';
import type { Stores } from '../contract/stores.ts';

let connection: Connection;

beforeAll(async () => {
  const uri = new URL(inject('mongodbUri'));
  uri.pathname = `/contract-${randomUUID()}`;
  connection = await connectStore(uri.href);
  mongoEventStore(connection);
  mongoDecisionStore(connection);
  await ensureIndexes(connection);
});

afterAll(async () => {
  await connection.dropDatabase();
  await connection.close();
});

/** Emptied, not made anew: building the indexes takes longer than any test. */
async function openMongoStores(): Promise<Stores> {
  const collections = Object.values(connection.models).map((model) => model.collection);
  await Promise.all(collections.map((collection) => collection.deleteMany({})));
  return {
    events: mongoEventStore(connection),
    decisions: mongoDecisionStore(connection),
    asleep: mongoAsleepStore(connection),
    async customer(key) {
      const row = await customerCollection(connection).findOne({ _id: key });
      return row && readCustomer(row);
    },
    journal: async (key) => await journalCollection(connection).find({ key }).sort({ seq: 1 }).toArray(),
  };
}

describeEventStore('events in MongoDB', openMongoStores);
describeDecisionStore('decisions in MongoDB', openMongoStores);
