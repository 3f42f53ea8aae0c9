import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NativeConnection } from '@temporalio/worker';
import { expect, inject, test } from 'vitest';
import { startTemporal } from '../../embedded/temporal-server.ts';
import { prepareNamespace } from '../../worker/namespace.ts';

const WANTED = ['ActiveJourneys', 'NextDeadline', 'Score', 'Segment', 'Workspace'];

test('given a namespace of an earlier version, when a worker starts, then it adds the search attributes it lacks', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'sojourn-namespace-'));
  const server = await startTemporal({ binary: inject('temporalBinary'), dbFilename: join(folder, 'temporal.db') });
  const connection = await NativeConnection.connect({ address: server.address });
  try {
    const { operatorService } = connection;
    const namespace = 'default';
    const known = async () => (await operatorService.listSearchAttributes({ namespace })).customAttributes;
    const first = await known();
    expect(Object.keys(first).toSorted()).toEqual(WANTED);
    await operatorService.removeSearchAttributes({ namespace, searchAttributes: ['Workspace', 'ActiveJourneys'] });
    expect(Object.keys(await known())).toHaveLength(3);
    await prepareNamespace(operatorService, namespace);
    expect(await known()).toEqual(first);
    await prepareNamespace(operatorService, namespace);
    expect(await known()).toEqual(first);
  } finally {
    await connection.close();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
});

const refused = async () => await Promise.reject(new Error('not for you'));

test('given a server that lets a worker look and not add, then it says what to do', async () => {
  const listSearchAttributes = async () => ({ customAttributes: { Segment: 2, Score: 2 } });
  const service = { listSearchAttributes, addSearchAttributes: refused };
  await expect(prepareNamespace(service, 'shop')).rejects.toThrow(
    'temporal operator search-attribute create --namespace shop --name Workspace --type Keyword ' +
      '--name ActiveJourneys --type KeywordList --name NextDeadline --type Datetime',
  );
});

test('given a server that lets nobody look, then the worker starts', async () => {
  const service = { listSearchAttributes: refused, addSearchAttributes: refused };
  await expect(prepareNamespace(service, 'shop')).resolves.toBeUndefined();
});
