import { z } from 'zod';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { jobCollection } from '../../db/jobs/store.ts';
import { eventCollection } from '../../db/events/events.ts';
import { mongoContactStore } from '../../db/customers/contacts.ts';
import { customerId } from '../../domain/ids.schema.ts';
import { DAY } from '../../domain/time.ts';
import { CONTRACTS } from '../../api/routes.ts';
import { openEdge, type Edge } from './edge.ts';

let edge: Edge;
let key: string;
const logged: string[] = [];
beforeAll(async () => {
  edge = await openEdge({ logged: (line) => void logged.push(line) });
  key = await edge.keyFor('operator');
});
afterAll(() => edge.close());

const BOUGHT = { id: 'order:1', type: 'purchase', amount: 4_000 };
const erase = (id: string, confirm = id) =>
  edge.call('post', `/v1/customers/${encodeURIComponent(id)}/erasure?confirm=${encodeURIComponent(confirm)}`, { key });

describe('erasing a customer', () => {
  test('without the id said twice erases nothing, and says what to do', async () => {
    const refused = await erase('c-1', 'c-2');
    expect(refused.body).toMatchObject({ status: 422, code: 'invalid', problems: [{ path: 'confirm' }] });
    expect((await edge.call('get', '/v1/customers/c-1/erasure', { key })).body).toMatchObject({ status: 404 });
  });

  test('refuses from that call on whatever comes for them, asked again changes nothing, and others are taken', async () => {
    const first = await erase('c-1');
    expect(first.status).toBe(202);
    const again = await erase('c-1');
    expect(again.body.askedAt).toBe(first.body.askedAt);
    expect(again.body.job.id).toBe(first.body.job.id);
    expect((await edge.call('get', '/v1/customers/c-1/erasure', { key })).body.job.id).toBe(first.body.job.id);

    const body = ['c-1', 'c-2'].map((customer) => ({ ...BOUGHT, id: `order:${customer}`, customer }));
    const sent = await edge.call('post', '/v1/events', { body });
    expect(sent.body.results).toMatchObject([{ status: 'erased' }, { status: 'accepted' }]);
    expect(await eventCollection(edge.deps.connection).countDocuments({ customer: customerId.parse('c-1') })).toBe(0);
    const calls = [
      ['put', '/v1/customers/c-1/contact', { email: 'ada@example.com' }],
      ['put', '/v1/customers/c-1/attributes', { plan: 'gold' }],
      ['post', '/v1/customers/c-1/points/spend', { points: 1, key: 'k' }],
      ['post', '/v1/coupons/WELCOME/redeem', { customer: 'c-1', order: 'o-1' }],
    ] as const;
    for (const [method, path, given] of calls) {
      expect((await edge.call(method, path, { body: given })).body).toMatchObject({ status: 410, code: 'erased' });
    }
    expect(await mongoContactStore(edge.deps.connection).get(edge.workspace, customerId.parse('c-1'))).toBeNull();
  });

  test('is refused by every call that changes something of a customer it names', () => {
    const theirs = CONTRACTS.filter(({ method, path, input }) => {
      const body: unknown = 'body' in input ? input.body : undefined;
      const isNamed = body instanceof z.ZodObject && 'customer' in body.shape;
      return method !== 'get' && (path.startsWith('/v1/customers/:id') || path.includes(':customer') || isNamed);
    });
    expect(theirs.length).toBeGreaterThan(10);
    const open = theirs.filter((contract) => !('problems' in contract) || !contract.problems.includes('erased'));
    // Who only looks changes nothing; one erases, one leaves a board, and the others bring events, which are refused as such.
    const looks = /^post .*\/(?:try|preview|preview-message|validate|visits)$/;
    const others = open.map(({ method, path }) => `${method} ${path}`).filter((call) => !looks.test(call));
    expect(others.toSorted()).toEqual([
      'delete /v1/leaderboards/:id/members/:customer',
      'post /v1/customers/:id/erasure',
      'post /v1/demo-shop/deliveries',
      'post /v1/demo-shop/orders',
      'post /v1/demo-shop/returns',
      'post /v1/placements/behaviour',
      'post /v1/placements/events',
    ]);
  });

  test('cannot be called off', async () => {
    const { job } = (await erase('c-3')).body;
    expect((await edge.call('delete', `/v1/jobs/${job.id}`, { key })).body).toMatchObject({ status: 409 });
  });

  test('is for operators, and so is an export', async () => {
    const marketer = await edge.keyFor('marketer');
    const asked = { key: marketer };
    expect((await edge.call('post', '/v1/customers/c-9/erasure?confirm=c-9', asked)).status).toBe(403);
    expect((await edge.call('get', '/v1/customers/c-2/export', asked)).status).toBe(403);
  });
});

describe('an export', () => {
  test('says of whom, and then row after row; who asked is written down', async () => {
    await edge.call('put', '/v1/customers/c-4/contact', { body: { email: 'grace@example.com' } });
    await edge.call('post', '/v1/events', { body: { ...BOUGHT, id: 'order:4', customer: 'c-4' } });
    const reply = await edge.call('get', '/v1/customers/c-4/export', { key });
    const lines: readonly unknown[] = reply.text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines).toMatchObject([
      { of: 'export', customer: 'c-4' },
      { of: 'contacts', row: { addresses: { email: 'grace@example.com' } } },
      { of: 'events', row: { customer: 'c-4' } },
      { of: 'events', row: { customer: 'c-4' } },
    ]);
    const { body } = await edge.call('get', '/v1/audit?kind=customer&object=c-4', { key: await edge.keyFor('admin') });
    expect(body.entries).toMatchObject([{ operation: 'get-v1-customers-id-export' }]);
  });

  test('of somebody of whom nothing is known is not found', async () => {
    expect((await edge.call('get', '/v1/customers/nobody/export', { key })).body).toMatchObject({ status: 404 });
  });
});

describe('the log of the API', () => {
  test('says of each request which it was, and nothing personal that it brought, whatever became of it', async () => {
    const [address, phone, name] = ['planted.ada@example.com', '+44 7700 900 461', 'Plantedlovelace'];
    const bought = { ...BOUGHT, id: 'order:5', customer: 'c-5', data: { name, phone } };
    const calls = [
      ['put', '/v1/customers/c-5/contact', { email: address, addresses: { sms: '+447700900461' } }],
      ['put', `/v1/customers/${encodeURIComponent(address)}/contact`, { email: address }],
      ['put', '/v1/customers/c-5/attributes', { mail: address, nickname: name }],
      ['post', '/v1/events', bought],
      ['post', '/v1/events', { ...bought, id: address }],
      ['post', '/v1/identify', { userId: 'c-5', traits: { email: address, name, phone } }],
      ['get', `/v1/customers?search=${encodeURIComponent(address)}`, undefined],
      ['get', `/v1/customers/${encodeURIComponent(address)}`, undefined],
      ['post', `/v1/nothing/${name}?to=${address}`, { address }],
    ] as const;
    const before = logged.length;
    for (const [method, path, body] of calls) await edge.call(method, path, { body, key });
    expect(logged.length - before).toBeGreaterThanOrEqual(calls.length);
    const all = logged.join('');
    expect(all).toContain('/v1/customers/:id/contact');
    for (const word of [address, encodeURIComponent(address), phone, '447700900461', name]) {
      expect(all, word).not.toContain(word);
    }
  });
});

describe('for how long what is kept', () => {
  const put = (body: object, key_?: string) =>
    edge.call('put', '/v1/retention', { body, ...(key_ ? { key: key_ } : {}) });
  const kept = async () => {
    const { body } = await edge.call('get', '/v1/retention', { key });
    return Object.fromEntries(body.kept.map(({ what, days }: { what: string; days: number | null }) => [what, days]));
  };

  test('is for good, until an admin says otherwise; all that is wrong is said at once, and nothing is saved', async () => {
    const forGood = {
      events: null,
      journal: null,
      effects: null,
      messages: null,
      refused: null,
      jobs: null,
      baskets: null,
      audit: null,
    };
    expect(await kept()).toEqual(forGood);
    expect((await edge.call('get', '/v1/retention', { key })).body.lastPurge).toBeNull();
    const result = {
      events: 3,
      journal: 0,
      effects: 0,
      messages: 0,
      refused: 2,
      jobs: 0,
      baskets: 0,
      audit: 0,
      unlike: 1,
    };
    const at = edge.clock.now;
    await jobCollection(edge.deps.connection).insertOne({
      _id: 'purge-1',
      workspace: edge.workspace,
      kind: 'purge',
      state: 'done',
      done: 1,
      total: 1,
      result,
      startedAt: at,
      changedAt: at,
    });
    const { lastPurge } = (await edge.call('get', '/v1/retention', { key })).body;
    expect(lastPurge).toMatchObject({ id: 'purge-1', state: 'done', result });
    const refused = await put({ events: 399, journal: 1.5, audit: 3_651, texts: 1 });
    const paths = refused.body.problems.map(({ path }: { path: string }) => path);
    expect({ status: refused.status, paths: paths.toSorted() }).toEqual({
      status: 422,
      paths: ['audit', 'events', 'journal', 'texts'],
    });
    expect((await put({ messages: 30 }, key)).status).toBe(403);
    expect(await kept()).toEqual(forGood);
  });

  test('can be looked at before it is saved, is written down, and what is older is refused by its code', async () => {
    const at = (days: number) => new Date(edge.clock.now - days * DAY).toISOString();
    const old = { ...BOUGHT, id: 'order:old', customer: 'c-6' };
    expect((await edge.call('post', '/v1/events', { body: { ...old, at: at(500) } })).status).toBe(202);
    const seen = await edge.call('post', '/v1/retention/preview', { body: { events: 400, messages: 30 }, key });
    expect(seen.body.would).toMatchObject([
      { what: 'events', before: at(401), rows: 0 },
      { what: 'messages', rows: 0 },
    ]);
    expect((await put({ events: 400 })).status).toBe(200);
    expect(await kept()).toMatchObject({ events: 400, audit: null });
    const again = await edge.call('post', '/v1/events', { body: { ...old, at: at(500) } });
    expect(again.body).toMatchObject({ status: 422, problems: [{ code: 'too-old', path: 'at' }] });
    const both = [at(399), at(401)].map((time, n) => ({ ...old, id: `order:${n}`, at: time }));
    const { body } = await edge.call('post', '/v1/events', { body: both });
    expect(body.results).toMatchObject([{ status: 'accepted' }, { status: 'invalid', problem: { code: 'too-old' } }]);
    const log = await edge.call('get', '/v1/audit?kind=workspace', {});
    expect(log.body.entries[0]).toMatchObject({ operation: 'put-v1-retention', changed: [{ after: '400' }] });
    await put({});
  });
});
