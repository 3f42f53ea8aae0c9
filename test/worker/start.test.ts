import { randomUUID } from 'node:crypto';
import { expect, inject, test } from 'vitest';
import { freePort, LOOPBACK } from '../../embedded/ports.ts';
import { databaseUri } from '../database-uri.ts';
import { Program } from '../faults/program.ts';

test('a worker that cannot reach Temporal ends and says so, whatever else it is connected to', async () => {
  const { PATH, HOME, TMPDIR } = process.env;
  const worker = new Program('The worker', 'worker/main.ts', {
    PATH,
    HOME,
    TMPDIR,
    MONGODB_URI: databaseUri(inject('mongodbUri'), `start-${randomUUID().slice(0, 8)}`),
    TEMPORAL_ADDRESS: `${LOOPBACK}:${await freePort()}`,
  });
  try {
    await expect(worker.start()).rejects.toThrow('The worker ended before it was ready');
    expect(worker.pid).toBeUndefined();
  } finally {
    await worker.close();
  }
});
