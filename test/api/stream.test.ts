import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { AttendanceWatch } from '../../api/live/attendance-watch.ts';
import { listen, type Listening } from '../../api/http/server.ts';
import { createHub } from '../../api/live/hub.ts';
import type { Message } from '../../api/live/message.ts';
import type { Change } from '../../db/live/changes.ts';
import { journalCollection } from '../../db/events/journal.ts';
import type { SubscriptionRow } from '../../db/feed/subscription-rows.ts';
import { workspaceCollection } from '../../db/workspaces/workspaces.ts';
import { customerId, segmentId, subscriptionId, workspaceId, type WorkspaceId } from '../../domain/ids.schema.ts';
import { customerKey } from '../../domain/keys.ts';
import type { QueueSeen } from '../../ingest/attendance.ts';
import { NOW, openEdge, type Edge } from './edge.ts';

const shop = workspaceId.parse('shop');
const other = workspaceId.parse('other');

const move = (number: number, workspace = shop): Change => ({
  id: `82${String(number).padStart(6, '0')}`,
  workspace,
  of: 'customer',
  moved: {
    customer: customerId.parse(`c-${number}`),
    at: NOW,
    score: null,
    move: { from: null, to: segmentId.parse('loyal'), cause: { by: 'silence', because: 'recency' } },
  },
});

/** A store whose changes a test makes. */
function pretend() {
  let changed: ((change: Change) => void) | undefined;
  let failed: ((error: unknown) => void) | undefined;
  let watches = 0;
  const failures: unknown[] = [];
  const hub = createHub(
    {
      watch(change, fail) {
        [changed, failed] = [change, fail];
        watches += 1;
        return { close: async () => void (changed = undefined) };
      },
    },
    (error) => failures.push(error),
  );
  return {
    hub,
    failures,
    happen: (change: Change) => changed?.(change),
    fail: (error: unknown) => failed?.(error),
    watches: () => watches,
    isWatched: () => changed !== undefined,
  };
}

const listenTo = (hub: ReturnType<typeof createHub>, workspace = shop, after?: string) => {
  const told: Message[] = [];
  return { told, end: hub.subscribe(workspace, after, (message) => told.push(message)) };
};

describe('the hub', () => {
  test('given two pages of one workspace and one of another, each is told of its own, by one watch', () => {
    const { hub, happen, watches } = pretend();
    const [first, second, third] = [listenTo(hub), listenTo(hub), listenTo(hub, other)];
    happen(move(1));
    expect(first.told).toEqual(second.told);
    expect(first.told).toMatchObject([{ event: 'move', data: { customer: 'c-1', to: 'loyal' } }]);
    expect(third.told).toEqual([]);
    expect(watches()).toBe(1);
  });

  test('given a page that was away, it is told of what it missed, in order and once', () => {
    const { hub, happen } = pretend();
    listenTo(hub);
    const page = listenTo(hub);
    happen(move(1));
    page.end();
    for (const change of [move(2), move(3, other), move(4)]) happen(change);
    const back = listenTo(hub, shop, page.told[0]?.id);
    happen(move(5));
    expect(back.told.map(({ data }) => data)).toMatchObject([
      { customer: 'c-2' },
      { customer: 'c-4' },
      { customer: 'c-5' },
    ]);
  });

  test('given a page that was away for longer than anything is kept, it asks for everything again', () => {
    const { hub, happen } = pretend();
    const page = listenTo(hub);
    happen(move(1));
    page.end();
    expect(listenTo(hub, shop, page.told[0]?.id).told).toEqual([{ event: 'refresh', data: {} }]);
    for (let number = 2; number < 1_500; number += 1) happen(move(number));
    expect(listenTo(hub, shop, page.told[0]?.id).told).toEqual([{ event: 'refresh', data: {} }]);
  });

  test('however much changes, figures are told once a second', async () => {
    const { hub, happen } = pretend();
    const page = listenTo(hub);
    for (let number = 0; number < 500; number += 1) happen({ ...move(number), of: 'customer', moved: null });
    for (let number = 0; number < 50; number += 1) happen({ id: '9', workspace: shop, of: 'job' });
    expect(page.told).toEqual([]);
    await pause(1_200);
    expect(page.told.map(({ event }) => event)).toEqual(['counts', 'progress']);
  });

  test('without a page the store is not watched', async () => {
    const { hub, isWatched } = pretend();
    const page = listenTo(hub);
    expect(isWatched()).toBe(true);
    page.end();
    await pause(10);
    expect(isWatched()).toBe(false);
  });

  test('given a watch that broke, it is opened again, and pages ask for everything', async () => {
    const { hub, fail, failures, watches } = pretend();
    const page = listenTo(hub);
    fail(new Error('away'));
    expect(failures).toHaveLength(1);
    await pause(2_300);
    expect(watches()).toBe(2);
    expect(page.told).toEqual([{ event: 'refresh', data: {} }]);
  });
});

test('whether anybody works is looked at while a page is open, and told when it changes', async () => {
  vi.useFakeTimers({ now: NOW });
  let looks = 0;
  let temporal: QueueSeen | null = { askedAt: [NOW], waits: 0 };
  const watch = new AttendanceWatch(
    async () => {
      looks += 1;
      return temporal;
    },
    () => NOW,
  );
  await vi.advanceTimersByTimeAsync(60_000);
  expect(looks).toBe(0);
  const told: string[] = [];
  const ends = [watch.subscribe((state) => told.push(`first: ${state}`))];
  await vi.advanceTimersByTimeAsync(6_000);
  temporal = { askedAt: [], waits: 0 };
  await vi.advanceTimersByTimeAsync(6_000);
  ends.push(watch.subscribe((state) => told.push(`second: ${state}`)));
  temporal = { askedAt: [NOW], waits: 0 };
  await vi.advanceTimersByTimeAsync(6_000);
  expect(told).toEqual(['first: worker-away', 'second: worker-away', 'first: here', 'second: here']);
  for (const end of ends) end();
  const before = looks;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(looks).toBe(before);
  vi.useRealTimers();
});

describe('GET /v1/stream', () => {
  let edge: Edge;
  let server: Listening;

  beforeAll(async () => {
    edge = await openEdge({ testClock: NOW });
    server = await listen(edge.app, { host: '127.0.0.1', port: 0 }, edge.deps.draining);
  });
  afterAll(async () => {
    await edge.deps.hub.close();
    await edge.close();
  });

  test('is for whoever may read, and for nobody else', async () => {
    const statusFor = async (headers: Readonly<Record<string, string>>) => {
      const stop = new AbortController();
      const { status } = await fetch(`${server.url}/v1/stream`, { headers, signal: stop.signal });
      stop.abort();
      return status;
    };
    const keyFor = async (scope: 'ingest' | 'marketer') => ({ Authorization: `Bearer ${await edge.keyFor(scope)}` });
    expect(await statusFor({})).toBe(401);
    expect(await statusFor(await keyFor('ingest'))).toBe(403);
    expect(await statusFor(await keyFor('marketer'))).toBe(200);
  });

  test('tells of a move, of the clock, of a channel and of a subscription as they are written, and ends when the server stops', async () => {
    const { connection } = edge.deps;
    const reply = await fetch(`${server.url}/v1/stream`, { headers: { Authorization: `Bearer ${edge.key}` } });
    expect(reply.headers.get('content-type')).toContain('text/event-stream');
    let text = '';
    const read = (async () => {
      const decoder = new TextDecoder();
      for await (const chunk of reply.body ?? []) text += decoder.decode(chunk);
    })();
    // The watch begins with the call; what is written before the store has opened it is not seen.
    const key = customerKey(shop, customerId.parse('c-1'));
    for (let seq = 1; !text.includes('event: move'); seq += 1) {
      const { moved } = move(1) as Extract<Change, { of: 'customer' }>;
      const row = { _id: `${key}:${seq}`, workspace: shop, key, seq, turn: seq, heard: 0, now: NOW, ...moved };
      await journalCollection(connection).insertOne(row as never);
      await pause(100);
    }
    await workspaceCollection(connection).updateOne({ _id: shop }, { $set: { clock: NOW + 1_000 } });
    while (!text.includes('event: clock')) await pause(20);
    const { channelSettings } = edge.deps.stores;
    const settings = { provider: 'twilio', accountSid: 'AC1234', authToken: 'a-token-of-twilio', from: 'Shop' };
    // Each tells how the channel is when it is looked at, so the next one waits for it.
    const deeds = [
      () => channelSettings.put(shop, 'sms', { settings, perSecond: 5 }, NOW),
      () => channelSettings.pause(shop, 'sms', { at: NOW, reason: 'Twilio answered 20003' }),
      () => channelSettings.resume(shop, 'sms'),
    ];
    for (const [place, deed] of deeds.entries()) {
      await deed();
      while ((text.match(/event: channel/g) ?? []).length <= place) await pause(20);
    }
    expect(text).not.toContain('a-token-of-twilio');
    const said = [...text.matchAll(/event: channel\ndata: (.*)\n/g)].map(([, data = '']): unknown => JSON.parse(data));
    expect(said).toEqual([
      { channel: 'sms', paused: null },
      { channel: 'sms', paused: { at: '2026-06-15T12:00:00.000Z', reason: 'Twilio answered 20003' } },
      { channel: 'sms', paused: null },
    ]);
    const { subscriptions } = edge.deps.stores;
    const receiver = subscriptionRow(shop);
    const call = { id: 'msg_1', after: 0, to: 1, replay: false, failed: 0, due: 0 };
    await subscriptions.insert(receiver);
    // What is written at each call is told to nobody.
    await subscriptions.begin(receiver, call);
    await subscriptions.delivered(receiver, call, {
      at: NOW,
      id: 'msg_1',
      changes: 1,
      ms: 1,
      replay: false,
      status: 200,
    });
    await subscriptions.pause(receiver, 'gone', NOW);
    await subscriptions.resume(receiver, receiver);
    while ((text.match(/event: subscription/g) ?? []).length < 3) await pause(20);
    await workspaceCollection(connection).updateOne({ _id: shop }, { $set: { clock: NOW + 2_000 } });
    while ((text.match(/event: clock/g) ?? []).length < 2) await pause(20);
    expect(text.match(/event: subscription\ndata: .*/g)).toEqual(Array(3).fill('event: subscription\ndata: {}'));
    expect(text).toMatch(/id: [0-9A-F]+\nevent: move\ndata: \{"customer":"c-1","at":"2026-06-15T12:00:00.000Z"/);
    await server.stop(0);
    await read;
  });
});

function subscriptionRow(workspace: WorkspaceId): SubscriptionRow {
  return {
    _id: `${workspace}:dwh`,
    workspace,
    subscription: subscriptionId.parse('dwh'),
    url: 'https://example.com/changes',
    kinds: null,
    createdAt: NOW,
    secret: { sealed: 'sealed', at: NOW },
    epoch: '9be01c44',
    after: 0,
    attempts: [],
  };
}
