import { randomUUID } from 'node:crypto';
import type { Connection } from 'mongoose';
import { afterEach, beforeEach, expect, inject, test } from 'vitest';
import { connectStore } from '../../db/connection.ts';
import { claimFormat, OtherFormat } from '../../db/format.ts';
import { workspaceCollection } from '../../db/workspaces.ts';
import { workspaceId } from '../../domain/ids.schema.ts';
import { databaseUri } from '../database-uri.ts';

let store: Connection;
beforeEach(async () => {
  store = await connectStore(databaseUri(inject('mongodbUri'), `format-${randomUUID().slice(0, 8)}`));
});
afterEach(async () => {
  await store.dropDatabase();
  await store.close();
});

const shop = { _id: workspaceId.parse('shop'), currency: 'EUR', timezone: 'UTC', playbook: 1, createdAt: 0 };

test('an empty store is taken, and found again with its data', async () => {
  await claimFormat(store);
  await workspaceCollection(store).insertOne(shop);
  await expect(claimFormat(store)).resolves.toBeUndefined();
});

test('data of an earlier version are refused in one sentence, and left as they are', async () => {
  await workspaceCollection(store).insertOne(shop);
  await expect(claimFormat(store)).rejects.toThrow(OtherFormat);
  await expect(claimFormat(store)).rejects.toThrow('format 1');
});
