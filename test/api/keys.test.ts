import * as fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { hashesMatch, keyHash, keyIdOf, mintKey } from '../../api/keys/key.ts';
import { basicPasswordOf, bearerOf } from '../../api/keys/credentials.ts';
import { ensureFirstKey } from '../../api/keys/first-key.ts';
import { ADMIN_SCOPES, createWorkspace, newKey } from '../../api/workspaces/workspace.ts';
import { workspaceId } from '../../domain/ids.schema.ts';
import { SECOND } from '../../domain/time.ts';
import { openEdge, type Edge } from './edge.ts';

describe('a key', () => {
  test('has its id and a checksum in it, and no two are the same', () => {
    const made = Array.from({ length: 200 }, mintKey);
    for (const { id, key } of made) {
      expect(key).toMatch(/^sj_live_[0-9A-Za-z]{8}_[0-9A-Za-z]{38}$/);
      expect(keyIdOf(key)).toBe(id);
    }
    expect(new Set(made.map(({ key }) => key)).size).toBe(200);
  });

  test('uses all 62 characters', () => {
    const random = Array.from({ length: 400 }, () => mintKey().key.slice(17, 49)).join('');
    expect(new Set(random).size).toBe(62);
  });

  test('with one character changed is none', () => {
    const { key } = mintKey();
    fc.assert(
      fc.property(
        fc.integer({ min: 8, max: key.length - 1 }),
        fc.constantFrom('0', 'A', 'z', '_'),
        (place, character) => {
          const changed = `${key.slice(0, place)}${character}${key.slice(place + 1)}`;
          return changed === key || keyIdOf(changed) === undefined || keyIdOf(changed)?.startsWith('given-') === true;
        },
      ),
    );
  });

  test('that was given may be any printable text of 24 to 200 characters', () => {
    expect(keyIdOf('correct-horse-battery-staple')).toMatch(/^given-[0-9a-f]{16}$/);
    expect(keyIdOf('too-short')).toBeUndefined();
    expect(keyIdOf('x'.repeat(201))).toBeUndefined();
    expect(keyIdOf('correct horse battery staple')).toBeUndefined();
  });

  test('matches only its own hash', () => {
    expect(hashesMatch(keyHash('a'), keyHash('a'))).toBe(true);
    expect(hashesMatch(keyHash('a'), keyHash('b'))).toBe(false);
    expect(hashesMatch(keyHash('a'), '')).toBe(false);
  });
});

test('only the two schemes are understood', () => {
  expect(bearerOf('Bearer abc')).toBe('abc');
  expect(bearerOf('bearer abc')).toBe('abc');
  expect(bearerOf('Bearer a b')).toBeUndefined();
  expect(bearerOf(undefined)).toBeUndefined();
  const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;
  expect(basicPasswordOf(basic('me:a:b'))).toBe('a:b');
  expect(basicPasswordOf(basic('me'))).toBeUndefined();
});

describe('at the door', () => {
  let edge: Edge;
  beforeAll(async () => {
    edge = await openEdge();
  });
  afterAll(() => edge.close());

  test('only hashes are stored', async () => {
    const rows = await edge.deps.connection.collection('keys').find({}).toArray();
    expect(JSON.stringify(rows)).not.toContain(edge.key.slice(17));
    expect(rows[0]).toMatchObject({ workspace: 'shop', hash: keyHash(edge.key) });
  });

  test('keys are listed newest first, without what opens anything, and without those of others', async () => {
    const made = (await edge.call('post', '/v1/keys', { body: { scopes: ['ingest'] } })).body;
    const { status, body } = await edge.call('get', '/v1/keys');
    expect(status).toBe(200);
    expect(body.keys).toContainEqual({
      id: made.id,
      scopes: ['ingest'],
      madeAt: '2026-06-15T12:00:00.000Z',
      endable: true,
    });
    expect(body.keys).toContainEqual(expect.objectContaining({ id: edge.key.slice(8, 16), endable: false }));
    expect(JSON.stringify(body)).not.toContain(made.key.slice(17));
    const other = await edge.deps.stores.keys.list(workspaceId.parse('other'), 10);
    expect(other).toEqual([]);
  });

  test('a new key works, ends, and is dead at once where it was ended', async () => {
    const made = await edge.call('post', '/v1/keys', { body: { scopes: ['marketer', 'ingest', 'marketer'] } });
    expect(made.status).toBe(201);
    expect(made.body.scopes).toEqual(['marketer', 'ingest']);
    const { id, key } = made.body;
    expect((await edge.call('get', '/v1/segments', { key })).status).toBe(200);
    expect((await edge.call('delete', `/v1/keys/${id}`)).status).toBe(204);
    expect((await edge.call('get', '/v1/segments', { key })).status).toBe(401);
    expect((await edge.call('delete', `/v1/keys/${id}`)).status).toBe(404);
  });

  test('a key that another process ended is dead after five seconds', async () => {
    const key = await edge.keyFor('marketer');
    expect((await edge.call('get', '/v1/segments', { key })).status).toBe(200);
    await edge.deps.stores.keys.remove(edge.workspace, keyIdOf(key) ?? '');
    edge.clock.now += 5 * SECOND;
    expect((await edge.call('get', '/v1/segments', { key })).status).toBe(401);
  });

  test('no key can end itself, nor one of another workspace', async () => {
    const own = await edge.call('delete', `/v1/keys/${keyIdOf(edge.key)}`);
    expect(own.body).toMatchObject({ status: 409, code: 'conflict' });
    const other = await createWorkspace(edge.deps, {
      id: workspaceId.parse('other'),
      currency: 'EUR',
      timezone: 'UTC',
    });
    expect((await edge.call('delete', `/v1/keys/${keyIdOf(other.key)}`)).status).toBe(404);
    expect((await edge.call('get', '/v1/segments', { key: other.key })).status).toBe(200);
  });

  test.each([[[]], [['root']], ['admin'], [undefined]])('scopes %j are refused', async (scopes) => {
    const response = await edge.call('post', '/v1/keys', { body: { scopes } });
    expect(response.body).toMatchObject({ status: 422, code: 'invalid' });
  });

  test('nobody can make a key of the installation', async () => {
    for (const path of ['/v1/keys', '/v1/workspaces/shop/keys']) {
      const response = await edge.call('post', path, { body: { scopes: ['installation'] } });
      expect(response.body).toMatchObject({ status: 422, code: 'invalid' });
    }
  });

  test('the key of the installation opens any workspace again whose keys are lost', async () => {
    const id = workspaceId.parse('lost');
    await createWorkspace(edge.deps, { id, currency: 'EUR', timezone: 'UTC' });
    const made = await edge.call('post', '/v1/workspaces/lost/keys', { body: { scopes: ['admin'] } });
    expect(made.status).toBe(201);
    const customers = await edge.call('post', '/v1/keys', { key: made.body.key, body: { scopes: ['ingest'] } });
    expect(customers.status).toBe(201);
    expect((await edge.deps.stores.keys.find(customers.body.id))?.workspace).toBe(id);
    const nowhere = await edge.call('post', '/v1/workspaces/nowhere/keys', { body: { scopes: ['admin'] } });
    expect(nowhere.body).toMatchObject({ status: 404, code: 'not-found' });
  });
});

describe('the first key', () => {
  let edge: Edge;
  beforeEach(async () => {
    edge = await openEdge();
    // As before its first start.
    await edge.deps.connection.collection('keys').deleteMany({});
    return () => edge.close();
  });
  const first = { id: workspaceId.parse('first'), currency: 'EUR', timezone: 'Europe/Berlin' };
  const [one, two] = ['the-first-key-that-was-given', 'the-second-key-that-was-given'];
  const made = (key: string | undefined) =>
    edge.call('get', '/v1/workspaces', { key }).then(({ body }) => body.workspaces?.length ?? body.status);
  const within = (key: string | undefined) => edge.call('get', '/v1/segments', { key }).then(({ status }) => status);

  test('is made once, with the workspace, told only then, and is the key of the installation', async () => {
    const start = await ensureFirstKey(edge.deps, first);
    expect(start).toMatchObject({ workspace: 'first', created: true });
    expect(await within(start.key)).toBe(200);
    expect(await made(start.key)).toBe(2);
    expect(await ensureFirstKey(edge.deps, first)).toEqual({ workspace: 'first', created: false });
  });

  test('is made again where it is gone; no other admin key becomes it', async () => {
    const start = await ensureFirstKey(edge.deps, first);
    edge.clock.now += 1;
    const other = newKey(first.id, ADMIN_SCOPES, edge.clock.now);
    await edge.deps.stores.keys.insert(other.row);
    await edge.deps.connection.collection<{ _id: string }>('keys').deleteOne({ _id: keyIdOf(start.key ?? '') ?? '' });
    const again = await ensureFirstKey(edge.deps, first);
    expect(again.key).toBeDefined();
    expect(again.key).not.toBe(start.key);
    expect(await made(again.key)).toBe(2);
    expect(await made(other.key)).toBe(403);
  });

  test('can be given; another one given later ends it', async () => {
    expect(await ensureFirstKey(edge.deps, first, one)).toEqual({ workspace: 'first', created: true, key: one });
    expect(await made(one)).toBe(2);
    expect(await ensureFirstKey(edge.deps, first, one)).toEqual({ workspace: 'first', created: false, key: one });
    expect(await ensureFirstKey(edge.deps, first, two)).toEqual({ workspace: 'first', created: false, key: two });
    edge.clock.now += 5 * SECOND;
    expect(await within(one)).toBe(401);
    expect(await within(two)).toBe(200);
    expect(await made(two)).toBe(2);
  });

  test('that is given takes the installation from the one that was made, which stays an admin of its workspace', async () => {
    const start = await ensureFirstKey(edge.deps, first);
    await ensureFirstKey(edge.deps, first, one);
    edge.clock.now += 5 * SECOND;
    expect(await made(one)).toBe(2);
    expect(await made(start.key)).toBe(403);
    expect(await within(start.key)).toBe(200);
  });

  test('cannot be ended by an admin key of its workspace', async () => {
    const start = await ensureFirstKey(edge.deps, first);
    const admin = newKey(first.id, ADMIN_SCOPES, edge.clock.now);
    await edge.deps.stores.keys.insert(admin.row);
    const ended = await edge.call('delete', `/v1/keys/${keyIdOf(start.key ?? '')}`, { key: admin.key });
    expect(ended.body).toMatchObject({ status: 409, code: 'conflict' });
    expect(await edge.deps.stores.keys.remove(first.id, keyIdOf(start.key ?? '') ?? '')).toBe(false);
    expect(await made(start.key)).toBe(2);
  });

  test('two processes that start at once agree on one', async () => {
    const both = await Promise.all([ensureFirstKey(edge.deps, first), ensureFirstKey(edge.deps, first)]);
    expect(both.filter(({ created }) => created)).toHaveLength(1);
    expect(both.flatMap(({ key }) => key ?? [])).toHaveLength(1);
  });

  describe('of a store of version 0.2.0, where no key is the installation’s,', () => {
    const keys = () => edge.deps.connection.collection<{ _id: string; scopes: string[] }>('keys');
    const forget = () => keys().updateMany({}, { $pull: { scopes: 'installation' } });

    test('is the one that was made with the first workspace', async () => {
      const start = await ensureFirstKey(edge.deps, first);
      edge.clock.now += 1;
      const later = newKey(first.id, ADMIN_SCOPES, edge.clock.now);
      await edge.deps.stores.keys.insert(later.row);
      await forget();
      expect(await ensureFirstKey(edge.deps, first)).toEqual({ workspace: 'first', created: false });
      expect(await made(start.key)).toBe(2);
      expect(await made(later.key)).toBe(403);
    });

    test('is the one that was given, whether or not it is given again', async () => {
      await ensureFirstKey(edge.deps, first, one);
      await forget();
      await ensureFirstKey(edge.deps, first, one);
      expect(await made(one)).toBe(2);
      await forget();
      await ensureFirstKey(edge.deps, first);
      edge.clock.now += 5 * SECOND;
      expect(await made(one)).toBe(2);
    });
  });
});
