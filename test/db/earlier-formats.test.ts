import { randomUUID } from 'node:crypto';
import type { Connection } from 'mongoose';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { connectStore } from '../../db/connection.ts';
import { currencyDigits } from '../../db/migrations/currency-digits.ts';
import { moneyOf, workspaceCollection, type WorkspaceRow } from '../../db/workspaces.ts';
import { platformDigits } from '../../domain/currency.ts';
import { workspaceId } from '../../domain/ids.schema.ts';
import { databaseUri } from '../database-uri.ts';

let store: Connection;
beforeAll(async () => {
  store = await connectStore(databaseUri(inject('mongodbUri'), `earlier-${randomUUID().slice(0, 8)}`));
});
afterAll(async () => {
  await store.dropDatabase();
  await store.close();
});

describe('a workspace of 0.2.0', () => {
  const row = (id: string, given: Pick<WorkspaceRow, 'currency' | 'digits'>): WorkspaceRow => {
    return { _id: workspaceId.parse(id), timezone: 'UTC', playbook: 1, createdAt: 0, ...given };
  };

  test('gets the digits that its amounts were read by, once and for good', async () => {
    const workspaces = workspaceCollection(store);
    await workspaces.insertMany([row('old', { currency: 'HUF' }), row('new', { currency: 'HUF', digits: 2 })]);
    const old = row('old', { currency: 'HUF' });
    expect(moneyOf(old)).toEqual({ currency: 'HUF', digits: platformDigits('HUF') });
    await currencyDigits.run(store, async () => undefined);
    const digits = async (id: string) => (await workspaces.findOne({ _id: workspaceId.parse(id) }))?.digits;
    expect([await digits('old'), await digits('new')]).toEqual([platformDigits('HUF'), 2]);
    await workspaces.updateOne({ _id: old._id }, { $set: { digits: 1 } });
    await currencyDigits.run(store, async () => undefined);
    expect(await digits('old')).toBe(1);
  });
});
