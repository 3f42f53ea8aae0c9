import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import { freePort } from '../../embedded/ports.ts';
import { startTemporal } from '../../embedded/temporal-server.ts';
import type { TemporalServer } from '../../embedded/temporal-server.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sojourn-temporal-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const start = (options: { readonly port?: number; readonly uiPort?: number } = {}) =>
  startTemporal({ binary: inject('temporalBinary'), dbFilename: join(folder, 'temporal.db'), ...options });

async function withClient<T>(server: TemporalServer, act: (client: Client) => Promise<T>): Promise<T> {
  const connection = await Connection.connect({ address: server.address });
  try {
    return await act(new Client({ connection, namespace: server.namespace }));
  } finally {
    await connection.close();
  }
}

const workspace = defineSearchAttributeKey('Workspace', SearchAttributeType.KEYWORD);
const segment = defineSearchAttributeKey('Segment', SearchAttributeType.KEYWORD);
const journeys = defineSearchAttributeKey('ActiveJourneys', SearchAttributeType.KEYWORD_LIST);
const score = defineSearchAttributeKey('Score', SearchAttributeType.KEYWORD);
const deadline = defineSearchAttributeKey('NextDeadline', SearchAttributeType.DATETIME);

async function onPort<T>(port: number, act: () => Promise<T>): Promise<T> {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(port, '127.0.0.1', resolve));
  return act().finally(() => other.close());
}

describe('Temporal', () => {
  test('finds its workflows and search attributes again', async () => {
    const first = await start();
    try {
      await withClient(first, (client) =>
        client.workflow.start('customer', {
          workflowId: 'c-1',
          taskQueue: 'nobody',
          typedSearchAttributes: [
            { key: workspace, value: 'shop' },
            { key: segment, value: 'loyal' },
            { key: journeys, value: ['welcome'] },
            { key: score, value: 'R5F4M3' },
            { key: deadline, value: new Date(0) },
          ],
        }),
      );
    } finally {
      await first.stop();
    }
    const second = await start();
    try {
      const seen = await withClient(second, (client) => client.workflow.getHandle('c-1').describe());
      expect(seen.status.name).toBe('RUNNING');
      expect(seen.typedSearchAttributes.get(segment)).toBe('loyal');
    } finally {
      await second.stop();
    }
  });

  test('serves its web page when asked to', async () => {
    const server = await start({ uiPort: await freePort() });
    try {
      expect((await fetch(server.uiUrl ?? '')).status).toBe(200);
    } finally {
      await server.stop();
    }
  });

  test('names the port in use and the variable that sets it', async () => {
    const port = await freePort();
    await onPort(port, async () => {
      await expect(start({ port })).rejects.toThrow(new RegExp(`^Port ${port} on .* TEMPORAL_PORT `));
      await expect(start({ uiPort: port })).rejects.toThrow(new RegExp(`^Port ${port} on .* TEMPORAL_UI_PORT `));
    });
  });
});
