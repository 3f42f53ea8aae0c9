import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import supertest from 'supertest';
import { allows, checkMayCall, isForAll } from '../../api/http/access.ts';
import { mintKey } from '../../api/keys/key.ts';
import { CONTRACTS, ROUTES } from '../../api/routes.ts';
import { userCollection } from '../../db/workspaces/users.ts';
import { newKey } from '../../api/workspaces/workspace.ts';
import { setCookie } from '../../api/sessions/cookie.ts';
import { newSession } from '../../api/sessions/session.ts';
import { ROLES, roleMay, type Role } from '../../domain/people/roles.ts';
import { SCOPES, type Scope } from '../../domain/scopes.ts';
import { NOW, openEdge, type Edge } from './edge.ts';

let edge: Edge;
const keys = new Map<Scope, string>();
const cookies = new Map<Role, string>();
beforeAll(async () => {
  edge = await openEdge();
  for (const scope of SCOPES) keys.set(scope, await edge.keyFor(scope));
  for (const role of ROLES) cookies.set(role, await signedInAs(role));
});
afterAll(() => edge.close());

/** The cookie of a user who has this role. */
async function signedInAs(role: Role): Promise<string> {
  const user = { _id: `user-${role}`, workspace: edge.workspace, name: role, role, active: true, createdAt: NOW };
  await userCollection(edge.deps.connection).insertOne(user);
  const { row, cookie } = newSession(edge.workspace, { user: user._id }, NOW);
  await edge.deps.stores.sessions.insert(row);
  return setCookie(cookie, false).split(';')[0] ?? '';
}

/** What lasts until the caller ends it has a test of its own. */
const PRIVATE = ROUTES.map(({ contract }) => contract).filter((contract) => !isForAll(contract) && !contract.lasting);

/** How often a kind of wrong key has its turn: one door stands before all calls, so no call needs all of them. */
const TURNS = 3;
const WRONG: readonly (readonly [name: string, authorization: () => string | undefined])[] = [
  ['no key', () => undefined],
  ['no scheme', () => edge.key],
  ['something that is no key', () => 'Bearer hello'],
  ['a key with a wrong checksum', () => `Bearer ${edge.key.slice(0, -1)}${edge.key.endsWith('0') ? '1' : '0'}`],
  ['a well-formed key that nobody has', () => `Bearer ${mintKey().key}`],
  ['the id of a real key with another secret', () => `Bearer ${edge.key.slice(0, 17)}${mintKey().key.slice(17)}`],
];

const NUMBERED = PRIVATE.map((contract, place) => ({ ...contract, place }));

describe.each(NUMBERED)('$method $path', ({ method, path, scope, place }) => {
  const address = path.replace(/:\w+/g, 'nobody');
  const ask = (authorization?: string) => {
    const request = supertest(edge.server)[method](address);
    return authorization === undefined ? request : request.set('Authorization', authorization);
  };

  test.each(WRONG.filter((_, index) => (index + place) % TURNS === 0))(
    'refuses %s, and does not say why',
    async (_name, authorization) => {
      const response = await ask(authorization());
      expect(response.status).toBe(401);
      expect(response.headers['www-authenticate']).toBeDefined();
      const { instance: _instance, ...rest } = response.body;
      expect(rest).toEqual({
        type: '/docs/problems#unauthorized',
        title: 'A valid key is needed',
        status: 401,
        code: 'unauthorized',
        detail: 'Send a valid key: Authorization: Bearer <key>.',
      });
    },
  );

  test.each(SCOPES)('with the scope %s', async (held) => {
    const response = await ask(`Bearer ${keys.get(held)}`);
    if (scope !== 'public' && scope !== 'link' && scope !== 'signed' && allows([held], scope)) {
      expect([401, 403]).not.toContain(response.status);
      expect(response.status).toBeLessThan(500);
    } else {
      expect(response.status).toBe(403);
      expect(response.body.detail).toContain(`"${scope}"`);
    }
  });
});

test.each(ROLES)('a %s may call exactly what the contracts say, and is told which role is missing', async (held) => {
  for (const { method, path, role = 'none' } of PRIVATE) {
    // Whoever signs out here would be out for all that follows.
    if (method === 'delete' && path === '/v1/session') continue;
    const request = supertest(edge.server)[method](path.replace(/:\w+/g, 'nobody'));
    const { status, body } = await request.set({
      Cookie: cookies.get(held) ?? '',
      'Sec-Fetch-Site': 'same-origin',
    });
    const where = `${method} ${path}`;
    if (roleMay(held, role)) {
      expect([401, 403], where).not.toContain(status);
      expect(status, where).toBeLessThan(500);
    } else {
      expect(body, where).toMatchObject({ status: 403, problems: [{ code: 'role', message: role }] });
    }
  }
});

test('what a person may do, a key of the same name may do too', () => {
  const guarded = CONTRACTS.flatMap((contract) => (isForAll(contract) ? [] : [contract]));
  for (const held of ROLES) {
    for (const { scope, role, path } of guarded) {
      if (scope === 'operator' && held === 'marketer') continue;
      if (!roleMay(held, role)) continue;
      expect(() => checkMayCall({ kind: 'key', id: 'k', scopes: [held] }, { scope, role }), path).not.toThrow();
    }
  }
});

test('marketers publish and operators do not; both read everything', () => {
  for (const { method, path, role } of PRIVATE) {
    if (/\/(?:publish|archive|launch|launches|imports)$/.test(path) && method === 'post') {
      expect([role, path]).toEqual(['marketer', path]);
    }
    if (/^\/v1\/(?:keys|users|invitations)/.test(path)) expect([role, path]).toEqual(['admin', path]);
    if (method === 'get' && role !== 'admin' && role !== 'none') expect(['any', 'operator'], path).toContain(role);
  }
});

test('only the key of the installation makes, lists, opens and deletes workspaces; it may do all else in its own', () => {
  const about = PRIVATE.filter(({ path }) => path.startsWith('/v1/workspaces'));
  expect(about.length).toBeGreaterThanOrEqual(3);
  for (const { scope } of about) expect(scope).toBe('installation');
  expect(PRIVATE.filter(({ scope }) => scope === 'installation')).toEqual(about);
});

test('the first key of a new workspace is its admin, and makes no workspaces', async () => {
  const wanted = { id: 'new-shop', currency: 'EUR', timezone: 'UTC' };
  const { key } = (await edge.call('post', '/v1/workspaces', { body: wanted })).body;
  expect((await edge.call('post', '/v1/keys', { key, body: { scopes: ['admin'] } })).status).toBe(201);
  const another = await edge.call('post', '/v1/workspaces', { key, body: { ...wanted, id: 'another' } });
  expect(another.body).toMatchObject({ status: 403, code: 'forbidden' });
  expect(another.body.detail).toContain('ADMIN_KEY');
});

test('the key of the installation outlives its workspace: it goes on making workspaces, and nothing else', async () => {
  const { key, row } = newKey(null, ['installation'], NOW);
  await edge.deps.stores.keys.insert(row);
  for (const { method, path, scope } of PRIVATE) {
    const request = supertest(edge.server)[method](path.replace(/:\w+/g, 'nobody'));
    const { status } = await request.set('Authorization', `Bearer ${key}`);
    if (scope === 'installation') expect([401, 403], path).not.toContain(status);
    else expect(status, path).toBe(403);
  }
});

test('every scope may do what those before it may', () => {
  expect(allows(['marketer'], 'ingest')).toBe(true);
  expect(allows(['marketer'], 'operator')).toBe(false);
  expect(allows(['ingest', 'admin'], 'operator')).toBe(true);
  expect(allows([], 'ingest')).toBe(false);
});
