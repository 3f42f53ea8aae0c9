import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ensureFirstKey } from '../../api/keys/first-key.ts';
import { keyIdOf } from '../../api/keys/key.ts';
import { eventCollection } from '../../db/events/events.ts';
import { workspaceId } from '../../domain/ids.schema.ts';
import { SECOND } from '../../domain/time.ts';
import { openEdge, type Edge } from './edge.ts';

let edge: Edge;
/** A workspace for each test, since an id is not used again. */
let id = '';
let doomed: string;
let tests = 0;
const MONEY = { currency: 'EUR', timezone: 'UTC' };
const EVENT = { id: 'order:1', customer: 'c-1', type: 'purchase', amount: 4_000 };
beforeAll(async () => {
  edge = await openEdge();
});
afterAll(() => edge.close());
beforeEach(async () => {
  tests += 1;
  id = `doomed-${tests}`;
  doomed = (await edge.call('post', '/v1/workspaces', { body: { ...MONEY, id } })).body.key;
});

const remove = (name = id, key?: string) => edge.call('delete', `/v1/workspaces/${name}?confirm=${name}`, { key });

describe('deleting a workspace', () => {
  test.each([
    ['no confirmation', () => ''],
    ['another workspace confirmed', () => '?confirm=shop'],
    ['a confirmation in capitals', () => `?confirm=${id.toUpperCase()}`],
  ])('with %s deletes nothing, and says what to do', async (_what, query) => {
    const refused = await edge.call('delete', `/v1/workspaces/${id}${query()}`);
    expect(refused.body).toMatchObject({ status: 422, code: 'invalid', problems: [{ path: 'confirm' }] });
    expect(refused.body.detail).toContain(`?confirm=${id}`);
    expect((await edge.call('get', '/v1/segments', { key: doomed })).status).toBe(200);
  });

  test('is refused to its own admin, and to that of another workspace', async () => {
    const other = await edge.keyFor('admin');
    for (const key of [doomed, other]) expect((await remove(id, key)).status).toBe(403);
    expect((await edge.call('get', '/v1/segments', { key: doomed })).status).toBe(200);
  });

  test('that does not exist is not found', async () => {
    expect((await remove('nowhere')).body).toMatchObject({ status: 404, code: 'not-found' });
    expect((await edge.call('get', `/v1/workspaces/${id}/deletion`)).body).toMatchObject({ status: 404 });
  });

  test('takes nothing for it from that call on, and ends its keys', async () => {
    expect((await edge.call('post', '/v1/events', { key: doomed, body: EVENT })).status).toBe(202);
    const { status, body } = await remove();
    expect(status).toBe(202);
    expect(body.job).toMatchObject({ kind: 'delete-workspace', workspace: id, state: 'queued' });
    expect(body.job.result.deleted).toEqual(
      expect.arrayContaining([
        { what: 'keys', rows: 1 },
        { what: 'workspaces', rows: 1 },
      ]),
    );
    const stored = await eventCollection(edge.deps.connection).countDocuments();
    const late = await edge.call('post', '/v1/events', { key: doomed, body: { ...EVENT, id: 'order:2' } });
    expect(late.status).toBe(401);
    expect(await eventCollection(edge.deps.connection).countDocuments()).toBe(stored);
  });

  test('refuses events also where another process still remembers the key, for five seconds at most', async () => {
    const { deletion } = edge.deps.stores;
    await edge.call('get', '/v1/segments', { key: doomed });
    const row = await edge.deps.jobs.begin(workspaceId.parse(id), { kind: 'delete-workspace' });
    // As the other process does: this one's memory of the key is not touched.
    await deletion.close(row);
    const late = await edge.call('post', '/v1/events', { key: doomed, body: EVENT });
    expect(late.body).toMatchObject({ status: 403, code: 'forbidden' });
    expect(await eventCollection(edge.deps.connection).countDocuments({ workspace: row.workspace })).toBe(0);
    const key = await edge.call('post', '/v1/keys', { key: doomed, body: { scopes: ['ingest'] } });
    expect(key.status).toBe(403);
    edge.clock.now += 5 * SECOND;
    expect((await edge.call('post', '/v1/events', { key: doomed, body: EVENT })).status).toBe(401);
  });

  test('asked for again is the same job, also by two at once', async () => {
    const [first, second] = await Promise.all([remove(), remove()]);
    const third = await remove();
    const { body } = await edge.call('get', `/v1/workspaces/${id}/deletion`);
    expect(new Set([first, second, third].map((reply) => reply.body.job.id))).toEqual(new Set([body.job.id]));
    expect(third.body.job.result.rows).toBe(2);
  });

  test('whose work has ended is not begun again', async () => {
    const { body } = await remove();
    const jobs = edge.deps.connection.collection<{ _id: string }>('jobs');
    await jobs.updateOne({ _id: body.job.id }, { $set: { state: 'done' }, $unset: { active: 1 } });
    expect((await remove()).body.job).toMatchObject({ id: body.job.id, state: 'done' });
    expect(await jobs.countDocuments({ workspace: id })).toBe(1);
  });

  test('retires its id: nothing old can reach a new workspace of that name', async () => {
    await remove();
    const again = await edge.call('post', '/v1/workspaces', { body: { ...MONEY, id } });
    expect(again.body).toMatchObject({ status: 409, code: 'taken' });
    expect(again.body.detail).toContain('was deleted');
    expect((await edge.call('post', `/v1/workspaces/${id}/keys`, { body: { scopes: ['admin'] } })).status).toBe(404);
  });

  test('touches no other workspace, also not one whose id begins alike', async () => {
    const kept = (await edge.call('post', '/v1/workspaces', { body: { ...MONEY, id: `${id}-2` } })).body.key;
    await remove();
    expect((await edge.call('post', '/v1/events', { key: kept, body: EVENT })).status).toBe(202);
    expect((await edge.call('get', '/v1/segments')).status).toBe(200);
  });
});

describe('the first workspace', () => {
  const FIRST = { id: workspaceId.parse('shop'), currency: 'GBP', timezone: 'Europe/London' };

  test('may be deleted too: the key of the installation outlives it, and makes others', async () => {
    const admin = await edge.keyFor('admin');
    expect((await remove('shop')).status).toBe(202);
    expect((await edge.call('get', '/v1/segments')).body).toMatchObject({ status: 403, code: 'forbidden' });
    expect((await edge.call('get', '/v1/segments', { key: admin })).status).toBe(401);
    expect((await edge.call('post', '/v1/workspaces', { body: { ...MONEY, id: 'next' } })).status).toBe(201);
    const { body } = await edge.call('get', '/v1/workspaces?limit=500');
    const ids = body.workspaces.map((workspace: { id: string }) => workspace.id);
    expect(ids).toContain('next');
    expect(ids).not.toContain('shop');
    expect(await edge.deps.connection.collection('keys').countDocuments({ workspace: 'shop' })).toBe(0);
  });

  test('is not made again by the next start, with or without a given key', async () => {
    expect(await ensureFirstKey(edge.deps, FIRST)).toEqual({ workspace: null, created: false });
    const given = 'another-key-that-was-given';
    expect(await ensureFirstKey(edge.deps, FIRST, given)).toEqual({ workspace: null, created: false, key: given });
    expect(await edge.deps.stores.workspaces.find(FIRST.id)).toBeNull();
    expect((await edge.deps.stores.keys.find(keyIdOf(given) ?? ''))?.workspace).toBeNull();
    expect((await edge.call('get', '/v1/workspaces', { key: given })).status).toBe(200);
  });
});
