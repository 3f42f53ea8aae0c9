import { expect, test } from 'vitest';
import type { EventRow } from '../../db/events.ts';
import { workspaceId, type WorkspaceId } from '../../domain/ids.schema.ts';
import { MINUTE, SECOND } from '../../domain/time.ts';
import { createDispatch } from '../../ingest/dispatch.ts';
import { startSweeper, sweep } from '../../ingest/sweeper.ts';
import { aPurchase, NOON } from '../builders.ts';
import { aStoredRow, WORKSPACE } from '../contract/rows.ts';
import { memoryEventStore } from '../memory/events.ts';
import { Tables } from '../memory/tables.ts';

const STUCK = workspaceId.parse('stuck-shop');

async function sweepOver(rows: readonly EventRow[], isMoving: (workspace: WorkspaceId) => boolean = () => false) {
  const events = memoryEventStore(new Tables());
  await events.insert(rows);
  const told: string[] = [];
  const dispatch = createDispatch({
    events,
    wake: async (wakeUp) => void told.push(...wakeUp.events.map((event) => event.key)),
    timeOf: async (workspace) => ({ isMoving: isMoving(workspace) }),
    now: () => NOON + MINUTE,
    failed: () => undefined,
  });
  const swept = await sweep({ events, dispatch, now: () => NOON + MINUTE, failed: () => undefined });
  return { swept, told, left: await events.pending(NOON + MINUTE, 10_000) };
}

function aRow(id: string, given: Partial<EventRow> = {}): EventRow {
  return aStoredRow(aPurchase({ id }), { p: 1, ...given });
}

test('what no request delivered is delivered, and pending no more', async () => {
  const rows = Array.from({ length: 1_200 }, (_, index) => aRow(`e-${index}`));
  const { swept, told, left } = await sweepOver(rows);
  expect(swept).toBe(1_200);
  expect(new Set(told).size).toBe(1_200);
  expect(left).toEqual([]);
});

test('rows of the last seconds are left to the request that brought them', async () => {
  const young = aRow('young', { receivedAt: NOON + MINUTE - 5 * SECOND });
  const { told, left } = await sweepOver([young, aRow('old')]);
  expect(told).toEqual([aRow('old')._id]);
  expect(left).toEqual([young]);
});

test('given a process that died with young rows, when the next one starts, then it delivers them at once', async () => {
  const events = memoryEventStore(new Tables());
  await events.insert([aRow('young', { receivedAt: NOON + MINUTE })]);
  const told: string[] = [];
  const dispatch = createDispatch({
    events,
    wake: async (wakeUp) => void told.push(...wakeUp.events.map((event) => event.key)),
    timeOf: async () => ({ isMoving: false }),
    now: () => NOON + MINUTE,
    failed: () => undefined,
  });
  await startSweeper({ events, dispatch, now: () => NOON + MINUTE, failed: () => undefined }).stop();
  expect(told).toEqual([aRow('young')._id]);
});

test('rows that cannot be delivered now do not hold up those behind them', async () => {
  const stuck = Array.from({ length: 600 }, (_, index) =>
    aRow(`s-${index}`, { workspace: STUCK, receivedAt: NOON - 1 }),
  );
  const { swept, told, left } = await sweepOver([...stuck, aRow('free')], (workspace) => workspace === STUCK);
  expect(swept).toBe(1);
  expect(told).toEqual([aRow('free')._id]);
  expect(left).toHaveLength(600);
});

test('a workspace that cannot be read keeps back its own rows only', async () => {
  const { told } = await sweepOver(
    [aRow('lost', { workspace: STUCK }), aRow('free', { workspace: WORKSPACE })],
    (id) => {
      if (id === STUCK) throw new Error('there is no such workspace');
      return false;
    },
  );
  expect(told).toEqual([aRow('free')._id]);
});
