import { randomBytes, randomUUID } from 'node:crypto';
import type { Connection } from 'mongoose';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { connectStore } from '../../db/connection.ts';
import { mongoUploadStore, UploadGone, type UploadStore } from '../../db/jobs/uploads.ts';
import { databaseUri } from '../database-uri.ts';

const MB = 1_024 ** 2;

let store: Connection;
let uploads: UploadStore;
beforeAll(async () => {
  store = await connectStore(databaseUri(inject('mongodbUri'), `uploads-${randomUUID().slice(0, 8)}`));
  uploads = mongoUploadStore(store);
});
afterAll(async () => {
  await store.dropDatabase();
  await store.close();
});

async function* inParts(bytes: Buffer, size: number): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
}

async function readAll(id: string, seen: () => Promise<void> = async () => undefined): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of uploads.read(id)) {
    parts.push(part);
    await seen();
  }
  return Buffer.concat(parts);
}

test.each([0, 1, MB, 5 * MB + 17])('a file of %i bytes is read as it was stored', async (length) => {
  const id = `file-${length}`;
  const bytes = randomBytes(length);
  await uploads.save(id, inParts(bytes, 100_000));
  expect((await readAll(id)).equals(bytes)).toBe(true);
});

test('a file that nobody stored is gone', async () => {
  await expect(readAll('never')).rejects.toThrow(UploadGone);
});

test('a file that is removed while it is read is gone, and does not look complete', async () => {
  await uploads.save('short-lived', inParts(randomBytes(8 * MB), MB));
  const removed = async () => await uploads.remove('short-lived');
  await expect(readAll('short-lived', removed)).rejects.toThrow(UploadGone);
});
