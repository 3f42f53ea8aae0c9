import { expect, test } from 'vitest';
import type { WorkspaceRow } from '../../db/workspaces/workspaces.ts';
import { customerId, workspaceId } from '../../domain/ids.schema.ts';
import { customerKey } from '../../domain/keys.ts';
import { createWatchdog } from '../../ingest/watchdog.ts';
import { NOON } from '../builders.ts';

const shop = (id: string): WorkspaceRow => ({
  _id: workspaceId.parse(id),
  currency: 'EUR',
  timezone: 'UTC',
  playbook: 1,
  createdAt: 0,
});

test('somebody who cannot be woken keeps nobody else asleep, and is tried again', async () => {
  const failures: unknown[] = [];
  const woken: string[] = [];
  let isBad = true;
  const watch = createWatchdog({
    overdue: {
      workspaces: async () => [shop('a'), shop('b')],
      customers: async (workspace) =>
        ['bad', 'good'].map((id) => {
          const customer = customerId.parse(id);
          return { _id: customerKey(workspace, customer), customer };
        }),
    },
    wakeUp: async ({ _id }, customer) => {
      if (customer === 'bad' && isBad) throw new Error('refused');
      woken.push(`${_id}:${customer}`);
    },
    now: () => NOON,
    failed: (error) => failures.push(error),
  });
  await watch();
  expect(woken).toEqual(['a:good', 'b:good']);
  expect(failures).toHaveLength(2);
  isBad = false;
  await watch();
  expect(woken).toEqual(['a:good', 'b:good', 'a:bad', 'b:bad']);
});
