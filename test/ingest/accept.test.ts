import { expect, test } from 'vitest';
import { UNCONFIRMED, type EventRow } from '../../db/events/events.ts';
import { MINUTE } from '../../domain/time.ts';
import { acceptEvents, UnsettledError } from '../../ingest/accept.ts';
import { createDispatch, type Wake } from '../../ingest/dispatch.ts';
import { aPurchase, NOON } from '../builders.ts';
import { aStoredRow } from '../contract/rows.ts';
import { memoryEventStore } from '../memory/events.ts';
import { Tables } from '../memory/tables.ts';

function aRow(id: string, hash = `hash of ${id}`, receivedAt = NOON): EventRow {
  return { ...aStoredRow(aPurchase({ id, at: receivedAt }), { p: 1 }), hash };
}

function anIngest(wake: Wake = async () => undefined) {
  const tables = new Tables();
  const told: string[] = [];
  const events = memoryEventStore(tables);
  const dispatch = createDispatch({
    events,
    wake: async (wakeUp) => {
      await wake(wakeUp);
      told.push(...wakeUp.events);
    },
    timeOf: async () => ({ isMoving: false }),
    now: () => NOON,
    failed: () => undefined,
  });
  return { tables, told, ports: { events, dispatch } };
}

test('new events are accepted and delivered', async () => {
  const { tables, told, ports } = anIngest();
  expect(await acceptEvents(ports, [aRow('a'), aRow('b')])).toEqual(['accepted', 'accepted']);
  expect(told).toEqual([aRow('a')._id, aRow('b')._id]);
  expect([...tables.events.local.values()].map((row) => row.p)).toEqual([UNCONFIRMED, UNCONFIRMED]);
});

test('a repeat is a duplicate and wakes nobody, another body is a conflict', async () => {
  const { told, ports } = anIngest();
  await acceptEvents(ports, [aRow('a')]);
  expect(await acceptEvents(ports, [aRow('a'), aRow('b'), aRow('a', 'other')])).toEqual([
    'duplicate',
    'accepted',
    'conflict',
  ]);
  expect(told).toEqual([aRow('a')._id, aRow('b')._id]);
});

test('within one batch the first of an id counts; what the others are depends on what is stored', async () => {
  const { ports } = anIngest();
  expect(await acceptEvents(ports, [aRow('a'), aRow('a'), aRow('a', 'other')])).toEqual([
    'accepted',
    'duplicate',
    'conflict',
  ]);
  expect(await acceptEvents(ports, [aRow('a', 'other'), aRow('a'), aRow('a', 'third')])).toEqual([
    'conflict',
    'duplicate',
    'conflict',
  ]);
});

test('Temporal being away costs nothing: the events are accepted, and wait', async () => {
  const { tables, ports } = anIngest(async () => {
    throw new Error('unavailable');
  });
  expect(await acceptEvents(ports, [aRow('a')])).toEqual(['accepted']);
  expect([...tables.events.local.values()].map((row) => row.p)).toEqual([1]);
});

test('a repeat of an event that was never delivered delivers it', async () => {
  let isAway = true;
  const received: string[] = [];
  const { ports } = anIngest(async ({ events }) => {
    if (isAway) throw new Error('unavailable');
    received.push(...events);
  });
  await acceptEvents(ports, [aRow('a')]);
  isAway = false;
  const patient = { ...ports, dispatch: anIngestOf(ports.events, received) };
  await acceptEvents(patient, [aRow('a', 'hash of a', NOON + MINUTE)]);
  expect(received).toEqual([aRow('a')._id]);
});

/** Another process: it has not just seen a delivery fail. */
function anIngestOf(events: ReturnType<typeof memoryEventStore>, received: string[]) {
  return createDispatch({
    events,
    wake: async (wakeUp) => void received.push(...wakeUp.events),
    timeOf: async () => ({ isMoving: false }),
    now: () => NOON,
    failed: () => undefined,
  });
}

test('nothing is acknowledged while an earlier copy may still be taken back', async () => {
  const { tables, ports } = anIngest();
  tables.lag();
  await expect(acceptEvents(ports, [aRow('a')])).rejects.toThrow('no majority');
  await expect(acceptEvents(ports, [aRow('a')])).rejects.toThrow(UnsettledError);
  tables.catchUp();
  expect(await acceptEvents(ports, [aRow('a')])).toEqual(['duplicate']);
});

test('one event ten thousand times through three processes is stored once and acknowledged every time', async () => {
  const { tables, told, ports } = anIngest();
  const processes = [ports, ports, { ...ports, dispatch: anIngestOf(ports.events, []) }];
  const answers = await Promise.all(
    Array.from({ length: 10_000 }, (_, index) => acceptEvents(processes[index % 3] ?? ports, [aRow('a')])),
  );
  const verdicts = answers.flat();
  expect(verdicts.filter((verdict) => verdict === 'accepted')).toHaveLength(1);
  expect(verdicts.filter((verdict) => verdict === 'duplicate')).toHaveLength(9_999);
  expect(tables.events.local.size).toBe(1);
  expect(new Set(told)).toEqual(new Set([aRow('a')._id]));
});
