import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { eventCollection } from '../../db/events/events.ts';
import { quarantineCollection } from '../../db/events/quarantine.ts';
import { customerId } from '../../domain/ids.schema.ts';
import { customerKey } from '../../domain/keys.ts';
import { saidBy } from '../said-by.ts';
import { NOW, openEdge, type Edge } from './edge.ts';

const ANN = customerId.parse('ann');

let edge: Edge;
beforeEach(async () => {
  edge = await openEdge();
});
afterEach(() => edge.close());

/** Two events of one customer, both set aside, and the customer too. */
async function setAside(): Promise<void> {
  const events = ['e-1', 'e-2'].map((id) => ({ id, customer: ANN, type: 'view' }));
  await edge.call('post', '/v1/events', { body: events });
  const rows = await eventCollection(edge.deps.connection).find({ customer: ANN }).toArray();
  await edge.deps.stores.quarantine.setAside(
    rows.map(({ _id, workspace, customer }) => ({ event: _id, workspace, customer, reason: 'out of reach' })),
    NOW,
  );
  await edge.deps.stores.quarantine.setAside(
    [{ workspace: edge.workspace, customer: ANN, reason: 'nothing fits' }],
    NOW + 1,
  );
}

interface Line {
  readonly id: string;
  readonly what: string;
  readonly event: { readonly source: string; readonly id: string } | null;
  readonly droppedAt: string | null;
}

async function listed(): Promise<readonly Line[]> {
  return (await edge.call('get', '/v1/quarantine')).body.quarantine;
}

async function idOf(fits: (line: Line) => boolean): Promise<string> {
  const line = (await listed()).find(fits);
  if (line === undefined) throw new Error('it is not listed');
  return line.id;
}

const pending = async () =>
  (
    await eventCollection(edge.deps.connection)
      .find({ p: { $exists: true } })
      .toArray()
  ).map(({ event }) => event.key);

test('nothing is set aside to begin with', async () => {
  expect(await listed()).toEqual([]);
  expect((await edge.call('post', '/v1/quarantine/nothing/retry')).status).toBe(404);
});

test('what is set aside is listed, the newest first, with its event and reason', async () => {
  await setAside();
  const lines = await listed();
  expect(lines.map(({ what }) => what)).toEqual(['customer', 'event', 'event']);
  expect(lines.slice(1).map(({ event }) => event)).toEqual([
    { source: 'api', id: 'e-1' },
    { source: 'api', id: 'e-2' },
  ]);
});

describe('a retry', () => {
  test('of a customer delivers every event of theirs again, but those that somebody gave up', async () => {
    await setAside();
    const given = await idOf(({ event }) => event?.id === 'e-1');
    expect((await edge.call('delete', `/v1/quarantine/${given}`)).status).toBe(200);
    const retried = await edge.call('post', `/v1/quarantine/${await idOf(({ what }) => what === 'customer')}/retry`);
    expect([retried.status, retried.body]).toEqual([202, { events: 1 }]);
    expect(await pending()).toEqual([`${edge.workspace}:api:e-2`]);
    expect(await listed()).toMatchObject([{ event: { id: 'e-1' }, droppedAt: '2026-06-15T12:00:00.000Z' }]);
  });

  /** A retry of a customer whom Temporal does not wake, and says this instead. */
  async function retriedWhile(code: number) {
    await edge.deps.stores.quarantine.setAside(
      [{ workspace: edge.workspace, customer: ANN, reason: 'nothing fits' }],
      NOW,
    );
    const ingest = { ...edge.deps.ingest, wakeUp: () => Promise.reject(saidBy(code)) };
    Object.assign(edge.deps, { ingest });
    return await edge.call('post', `/v1/quarantine/${await idOf(() => true)}/retry`);
  }

  async function expectStillAside(): Promise<void> {
    const rows = await quarantineCollection(edge.deps.connection).find({}).toArray();
    expect(rows).toMatchObject([{ _id: `customer:${customerKey(edge.workspace, ANN)}`, since: NOW }]);
  }

  test('of a customer while Temporal is away leaves them set aside, and says when to try again', async () => {
    const { status, body, headers } = await retriedWhile(14);
    expect([status, body.code, headers['retry-after']]).toEqual([503, 'temporal-away', '5']);
    await expectStillAside();
  });

  test('of a customer whom Temporal refuses to wake leaves them set aside, and does not call it away', async () => {
    await expect(retriedWhile(3)).rejects.toThrow(/"code":"internal"/);
    await expectStillAside();
  });
});
