import { once } from 'node:events';
import { get } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mongo } from 'mongoose';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { forgetOldEntries } from '../../api/audit/forget-old.ts';
import { linkCollection } from '../../db/workspaces/links.ts';
import { DAY, MINUTE, SECOND } from '../../domain/time.ts';
import type { Role } from '../../domain/people/roles.ts';
import { NOW, openEdge, type Call, type Edge } from './edge.ts';

let edge: Edge;
beforeAll(async () => {
  edge = await openEdge();
});
afterAll(() => edge.close());

const rising = (a: number, b: number) => a - b;
const SAME = { 'Sec-Fetch-Site': 'same-origin' };

interface Person {
  readonly id: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly call: (
    method: 'get' | 'post' | 'put' | 'patch' | 'delete',
    path: string,
    call?: Call,
  ) => ReturnType<Edge['call']>;
}

async function invited(role: Role, more: Readonly<Record<string, string>> = {}): Promise<string> {
  const made = await edge.call('post', '/v1/invitations', { body: { role, ...more } });
  expect(made.status).toBe(201);
  return made.body.path.replace('/join/', '');
}

function join(token: string, body: unknown, headers: Readonly<Record<string, string>> = SAME) {
  return edge.call('post', `/v1/join/${token}`, { key: '', headers, body });
}

async function personWith(cookie: string | undefined): Promise<Person> {
  const headers = { Cookie: cookie?.split(';')[0] ?? '', ...SAME };
  const call: Person['call'] = (method, path, more = {}) => edge.call(method, path, { ...more, key: '', headers });
  return { id: (await call('get', '/v1/session')).body.user?.id, headers, call };
}

async function joined(role: Role, name: string = role, more: Readonly<Record<string, string>> = {}): Promise<Person> {
  const response = await join(await invited(role, more), { name });
  expect(response.status).toBe(204);
  return await personWith(response.get('Set-Cookie')?.[0]);
}

describe('an invitation', () => {
  test('makes a user who is signed in, for thirty days', async () => {
    const token = await invited('operator', { name: 'Ada', email: 'Ada@Example.com' });
    const seen = await edge.call('get', `/v1/join/${token}`, { key: '', headers: SAME });
    expect(seen.body).toMatchObject({ workspace: 'shop', for: 'invitation', role: 'operator', name: 'Ada' });
    const response = await join(token, { name: '  Ada L.  ' });
    expect(response.get('Set-Cookie')?.[0]).toMatch(/HttpOnly; SameSite=Lax; Max-Age=2592000$/);
    const ada = await personWith(response.get('Set-Cookie')?.[0]);
    const session = await ada.call('get', '/v1/session');
    expect(session.body).toMatchObject({
      user: { name: 'Ada L.', role: 'operator' },
      roles: ['operator'],
      scopes: [],
      workspace: { id: 'shop' },
    });
    const { body } = await edge.call('get', '/v1/users');
    expect(body.users).toContainEqual(expect.objectContaining({ id: ada.id, email: 'ada@example.com', active: true }));
  });

  test('works once, and only the hash of its token is kept', async () => {
    const token = await invited('marketer');
    expect(JSON.stringify(await linkCollection(edge.deps.connection).find().toArray())).not.toContain(token);
    expect((await join(token, { name: 'One' })).status).toBe(204);
    const again = await join(token, { name: 'Two' });
    expect(again.body).toMatchObject({ status: 404, code: 'not-found' });
    expect((await edge.call('get', `/v1/join/${token}`, { key: '', headers: SAME })).status).toBe(404);
  });

  test('opened twice at once lets one in', async () => {
    const token = await invited('marketer');
    const replies = await Promise.all([join(token, { name: 'One' }), join(token, { name: 'Two' })]);
    expect(replies.map(({ status }) => status).toSorted(rising)).toEqual([204, 404]);
  });

  test('is over after seven days, and when it is withdrawn', async () => {
    const late = await invited('marketer');
    const { body } = await edge.call('post', '/v1/invitations', { body: { role: 'marketer' } });
    expect((await edge.call('get', '/v1/invitations')).body.invitations).toContainEqual(
      expect.objectContaining({ id: body.id, role: 'marketer' }),
    );
    expect((await edge.call('delete', `/v1/invitations/${body.id}`)).status).toBe(204);
    expect((await edge.call('delete', `/v1/invitations/${body.id}`)).status).toBe(404);
    expect((await join(body.path.replace('/join/', ''), { name: 'Late' })).status).toBe(404);
    edge.clock.now += 7 * DAY;
    expect((await join(late, { name: 'Late' })).status).toBe(404);
    expect((await edge.call('get', '/v1/invitations')).body.invitations).toEqual([]);
    edge.clock.now = NOW;
  });

  test('to an address that is in the team or invited already is refused', async () => {
    await joined('marketer', 'Bo', { email: 'bo@example.com' });
    const body = { role: 'marketer', email: 'BO@example.com' };
    expect((await edge.call('post', '/v1/invitations', { body })).body).toMatchObject({ status: 409, code: 'taken' });
    await invited('marketer', { email: 'cy@example.com' });
    const again = await edge.call('post', '/v1/invitations', { body: { role: 'admin', email: 'cy@example.com' } });
    expect(again.body).toMatchObject({ status: 409, code: 'taken' });
  });

  test.each([
    ['nothing', {}],
    ['nothing but spaces', { name: '   ' }],
    ['a name of half a megabyte', { name: 'x'.repeat(300_000) }],
    ['a name that turns the line around', { name: 'admin\u202egro.elpmaxe' }],
    ['two lines', { name: 'a\nb' }],
    ['a role of their own', { name: 'a', role: 'admin' }],
  ])('with %s as the name is refused, and still works', async (_what, body) => {
    const token = await invited('marketer');
    expect((await join(token, body)).status).toBe(422);
    expect((await join(token, { name: 'Dee' })).status).toBe(204);
  });

  test.each([
    ['of a page elsewhere', { 'Sec-Fetch-Site': 'cross-site' }],
    ['without any sign of where it came from', {}],
    ['from another origin on plain http', { Origin: 'http://evil.example', Host: 'sojourn.example' }],
  ])('sent by a request %s is refused, and still works', async (_what, headers) => {
    const token = await invited('marketer');
    expect((await join(token, { name: 'Eve' }, headers)).status).toBe(403);
    expect((await join(token, { name: 'Eve' })).status).toBe(204);
  });

  test.each(['x', '__proto__', 'a'.repeat(64)])('with the token %s is none', async (token) => {
    expect((await join(token, { name: 'x' })).status).toBe(404);
  });
});

describe('a user', () => {
  test('comes back by a link of an admin, once, and an earlier link ends', async () => {
    const { id } = await joined('marketer', 'Fay');
    const first = await edge.call('post', `/v1/users/${id}/link`);
    const second = await edge.call('post', `/v1/users/${id}/link`);
    expect((await join(first.body.path.replace('/join/', ''), {})).status).toBe(404);
    const token = second.body.path.replace('/join/', '');
    const seen = await edge.call('get', `/v1/join/${token}`, { key: '', headers: SAME });
    expect(seen.body).toMatchObject({ for: 'sign-in', name: 'Fay' });
    const back = await personWith((await join(token, { name: 'Somebody else' })).get('Set-Cookie')?.[0]);
    expect(back.id).toBe(id);
    expect((await back.call('get', '/v1/session')).body.user.name).toBe('Fay');
    expect((await join(token, {})).status).toBe(404);
  });

  test('does not raise their own role', async () => {
    const gil = await joined('marketer', 'Gil');
    const tried = await gil.call('patch', `/v1/users/${gil.id}`, { body: { role: 'admin' } });
    expect(tried.body).toMatchObject({ status: 403, problems: [{ code: 'role', message: 'admin' }] });
    expect((await gil.call('post', '/v1/invitations', { body: { role: 'admin' } })).status).toBe(403);
    expect((await gil.call('post', '/v1/keys', { body: { scopes: ['admin'] } })).status).toBe(403);
    expect((await gil.call('post', '/v1/session')).status).toBe(403);
  });

  test('whose role changes may at once do what it says', async () => {
    const hal = await joined('marketer', 'Hal');
    expect((await hal.call('get', '/v1/quarantine')).status).toBe(403);
    expect((await edge.call('patch', `/v1/users/${hal.id}`, { body: { role: 'operator' } })).body.role).toBe(
      'operator',
    );
    expect((await hal.call('get', '/v1/quarantine')).status).toBe(200);
    expect((await hal.call('post', '/v1/journeys/welcome/publish', { body: {} })).status).toBe(403);
  });

  test('who is deactivated is out at once, open stream included, and no link lets them in', async () => {
    const ida = await joined('marketer', 'Ida');
    const link = (await edge.call('post', `/v1/users/${ida.id}/link`)).body.path.replace('/join/', '');
    const address = edge.server.address() as AddressInfo;
    const [stream] = await once(get({ port: address.port, path: '/v1/stream', headers: ida.headers }), 'response');
    expect(stream.statusCode).toBe(200);
    stream.resume();
    const ended = once(stream, 'end');
    await edge.call('patch', `/v1/users/${ida.id}`, { body: { active: false } });
    await ended;
    expect((await ida.call('get', '/v1/segments')).status).toBe(401);
    expect((await join(link, {})).status).toBe(404);
    expect((await edge.call('post', `/v1/users/${ida.id}/link`)).body).toMatchObject({ status: 409, code: 'conflict' });
  });

  test('who is deleted is out at once and nameless, and what they did stays in the log', async () => {
    const una = await joined('marketer', 'Una', { email: 'una@example.com' });
    await una.call('put', '/v1/customers/c-1/contact', { body: { email: 'c-1@example.com' } });
    const link = (await edge.call('post', `/v1/users/${una.id}/link`)).body.path.replace('/join/', '');
    expect((await una.call('delete', `/v1/users/${una.id}`)).status).toBe(403);
    expect((await edge.call('delete', `/v1/users/${una.id}`)).status).toBe(204);
    expect((await una.call('get', '/v1/segments')).status).toBe(401);
    expect((await join(link, {})).status).toBe(404);
    expect((await edge.call('delete', `/v1/users/${una.id}`)).status).toBe(404);
    const { entries } = (await edge.call('get', `/v1/audit?actor=${una.id}`)).body;
    expect(entries).toContainEqual(
      expect.objectContaining({
        actor: { kind: 'user', id: una.id, name: null },
        operation: 'put-v1-customers-id-contact',
      }),
    );
    const [deleted] = (await edge.call('get', '/v1/audit?operation=delete-v1-users-id')).body.entries;
    expect(deleted).toMatchObject({ object: { kind: 'user', id: una.id }, status: 204 });
    expect(deleted.changed).toContainEqual({ path: 'role', before: '"marketer"', after: null });
    await joined('marketer', 'Una', { email: 'una@example.com' });
  });

  test('is unknown in another workspace', async () => {
    const other = { id: 'other-shop', currency: 'EUR', timezone: 'UTC' };
    const { key } = (await edge.call('post', '/v1/workspaces', { body: other })).body;
    const jo = await joined('marketer', 'Jo');
    for (const [method, path] of [
      ['patch', ''],
      ['post', '/link'],
      ['delete', '/sessions'],
      ['delete', ''],
    ] as const) {
      const body = method === 'patch' ? { active: false } : undefined;
      expect((await edge.call(method, `/v1/users/${jo.id}${path}`, { key, body })).status).toBe(404);
    }
    expect(
      (await edge.call('get', '/v1/audit', { key })).body.entries.map(
        ({ operation }: { operation: string }) => operation,
      ),
    ).toEqual(['post-v1-workspaces']);
    expect((await jo.call('get', '/v1/session')).status).toBe(200);
  });

  test('is out at once when the workspace is deleted', async () => {
    const made = { id: 'short-lived', currency: 'EUR', timezone: 'UTC' };
    const { key } = (await edge.call('post', '/v1/workspaces', { body: made })).body;
    const { path } = (await edge.call('post', '/v1/invitations', { key, body: { role: 'admin' } })).body;
    const tim = await personWith((await join(path.replace('/join/', ''), { name: 'Tim' })).get('Set-Cookie')?.[0]);
    expect((await tim.call('get', '/v1/customers')).status).toBe(200);
    expect((await edge.call('delete', '/v1/workspaces/short-lived?confirm=short-lived')).status).toBe(202);
    expect((await tim.call('get', '/v1/customers')).status).toBe(401);
  });
});

describe('the last admin', () => {
  test('is neither lowered, deactivated nor deleted; of two who remove each other at once one stays', async () => {
    const [kim, lea] = [await joined('admin', 'Kim'), await joined('admin', 'Lea')];
    const replies = await Promise.all([
      kim.call('patch', `/v1/users/${lea.id}`, { body: { active: false } }),
      lea.call('delete', `/v1/users/${kim.id}`),
    ]);
    const statuses = replies.map(({ status }) => status).toSorted(rising);
    expect([
      [200, 409],
      [204, 409],
    ]).toContainEqual(statuses);
    const { users } = (await edge.call('get', '/v1/users')).body;
    const left = users.filter(({ role, active }: { role: Role; active: boolean }) => role === 'admin' && active);
    expect(left).toHaveLength(1);
    for (const body of [{ active: false }, { role: 'operator' }]) {
      const refused = await edge.call('patch', `/v1/users/${left[0].id}`, { body });
      expect(refused.body).toMatchObject({ status: 409, code: 'conflict' });
    }
    const refused = await edge.call('delete', `/v1/users/${left[0].id}`);
    expect(refused.body).toMatchObject({ status: 409, code: 'conflict' });
    expect((await edge.call('get', '/v1/users')).body.users).toContainEqual(left[0]);
  });
});

describe('sessions', () => {
  test('are one’s own, or everybody’s for an admin; each can be ended', async () => {
    const [max, nia] = [await joined('marketer', 'Max'), await joined('operator', 'Nia')];
    edge.clock.now += 2 * MINUTE;
    const own = (await max.call('get', '/v1/sessions')).body.sessions;
    expect(own).toMatchObject([{ owner: { kind: 'user', id: max.id, name: 'Max' }, current: true }]);
    expect(Date.parse(own[0].seenAt)).toBe(edge.clock.now);
    const all = (await edge.call('get', '/v1/sessions')).body.sessions;
    const hers = all.find(({ owner }: { owner: { id: string } }) => owner.id === nia.id);
    expect((await max.call('delete', `/v1/sessions/${hers.id}`)).status).toBe(404);
    expect((await edge.call('delete', `/v1/sessions/${hers.id}`)).status).toBe(204);
    expect((await nia.call('get', '/v1/session')).status).toBe(401);
    expect((await edge.call('delete', `/v1/users/${max.id}/sessions`)).status).toBe(204);
    expect((await max.call('get', '/v1/session')).status).toBe(401);
    edge.clock.now = NOW;
  });

  test('end everywhere within five seconds, also where another process ended them', async () => {
    const ole = await joined('marketer', 'Ole');
    expect((await ole.call('get', '/v1/session')).status).toBe(200);
    await edge.deps.stores.sessions.endAllOf(edge.workspace, ole.id);
    edge.clock.now += 5 * SECOND;
    expect((await ole.call('get', '/v1/session')).status).toBe(401);
    edge.clock.now = NOW;
  });
});

describe('the audit log', () => {
  const entries = async (query: string) => (await edge.call('get', `/v1/audit?${query}`)).body.entries;

  test('says who changed what, before and after', async () => {
    const pia = await joined('marketer', 'Pia');
    const { draft } = (await pia.call('get', '/v1/policies')).body;
    expect(draft).toBeNull();
    const { definition } = (await pia.call('get', '/v1/policies')).body.policies;
    expect((await pia.call('put', '/v1/policies', { body: definition })).status).toBe(200);
    const held = { ...definition, holdout: { percent: 7, salt: 'spring' } };
    expect((await pia.call('put', '/v1/policies', { body: held })).status).toBe(200);
    const [second, first] = await entries(`actor=${pia.id}&operation=put-v1-policies`);
    expect(first).toMatchObject({
      actor: { kind: 'user', name: 'Pia' },
      object: { kind: 'policies', id: null },
      status: 200,
    });
    expect(second).toMatchObject({ more: 0 });
    expect(second.changed).toContainEqual({ path: 'draft.holdout.salt', before: null, after: '"spring"' });
    expect((await pia.call('post', '/v1/policies/publish', { body: {} })).status).toBe(200);
    const [published] = await entries('operation=post-v1-policies-publish');
    expect(published.changed).toEqual([{ path: 'live', before: '1', after: '2' }]);
  });

  test('has neither reads, nor what was refused, nor checks, nor what programs send about customers', async () => {
    const before = (await entries('limit=200')).length;
    await edge.call('get', '/v1/segments');
    await edge.call('post', '/v1/keys', { body: { scopes: ['none'] } });
    await edge.call('post', '/v1/policies/validate', { body: {} });
    await edge.call('put', '/v1/customers/c-1/contact', { body: { email: 'ada@example.com' } });
    expect((await entries('limit=200')).length).toBe(before);
  });

  test('has what a person did about a customer, and nothing of the customer', async () => {
    const quy = await joined('marketer', 'Quy');
    await quy.call('put', '/v1/customers/c-1/contact', { body: { email: 'ada@example.com' } });
    expect(await entries(`actor=${quy.id}&kind=customer`)).toMatchObject([
      { object: { id: 'c-1' }, changed: [], more: 0 },
    ]);
    expect(JSON.stringify(await entries('limit=200'))).not.toContain('ada@');
  });

  test('never holds a key, and tells of roles that changed', async () => {
    const made = await edge.call('post', '/v1/keys', { body: { scopes: ['marketer'] } });
    const [entry] = await entries(`kind=key&object=${made.body.id}`);
    expect(entry.changed).toEqual([{ path: 'scopes[0]', before: null, after: '"marketer"' }]);
    expect(JSON.stringify(await entries('limit=200'))).not.toContain(made.body.key);
    const ray = await joined('marketer', 'Ray');
    await edge.call('patch', `/v1/users/${ray.id}`, { body: { role: 'operator' } });
    const [raised] = await entries(`kind=user&object=${ray.id}&operation=patch-v1-users-id`);
    expect(raised.changed).toEqual([{ path: 'role', before: '"marketer"', after: '"operator"' }]);
  });

  test('has an entry before anything is changed, and says so where nobody knows what came of it', async () => {
    const { audit } = edge.deps.stores;
    const away = () => Promise.reject(new mongo.MongoNetworkError('away'));
    const scopes = { scopes: ['ingest'] };
    const keys = async () => (await edge.call('get', '/v1/keys')).body.keys.length;
    const known = await keys();
    const begin = vi.spyOn(audit, 'begin').mockImplementationOnce(away);
    expect((await edge.call('post', '/v1/keys', { body: scopes })).body).toMatchObject({ code: 'store-away' });
    expect(await keys()).toBe(known);
    begin.mockRestore();
    const complete = vi.spyOn(audit, 'complete').mockImplementationOnce(away);
    expect((await edge.call('post', '/v1/keys', { body: scopes })).status).toBe(503);
    complete.mockRestore();
    expect(await keys()).toBe(known + 1);
    const [cutOff] = await entries('operation=post-v1-keys');
    expect(cutOff).toMatchObject({ status: null, object: { kind: 'key', id: null }, changed: [] });
    const joining = vi.spyOn(edge.deps.stores.team, 'join').mockImplementationOnce(away);
    expect((await join(await invited('marketer'), { name: 'Vi' })).status).toBe(503);
    joining.mockRestore();
    expect(await entries('operation=post-v1-join-token')).toContainEqual(expect.objectContaining({ status: null }));
  });

  test('comes in pages, and by span', async () => {
    const all = (await edge.call('get', '/v1/audit?limit=200')).body;
    const pages: unknown[] = [];
    for (let next: string | null = ''; next !== null;) {
      const cursor: string = next === '' ? '' : `&cursor=${encodeURIComponent(next)}`;
      const { body } = await edge.call('get', `/v1/audit?limit=7${cursor}`);
      pages.push(...body.entries);
      next = body.next;
    }
    expect(pages.slice(0, all.entries.length)).toEqual(all.entries);
    expect(await entries('from=2030-01-01T00:00:00Z')).toEqual([]);
    expect(await entries('to=2026-06-15T12:00:00Z')).toEqual([]);
  });

  test('is kept as long as it is wanted', async () => {
    const [{ at: newest }] = await entries('');
    const day = { ...edge.deps, clock: () => Date.parse(newest) + 30 * DAY };
    await forgetOldEntries(day, 30)();
    expect((await entries('')).map(({ at }: { at: string }) => at)).toContain(newest);
    await forgetOldEntries({ ...day, clock: () => day.clock() + 1 }, 30)();
    expect(await entries('')).toEqual([]);
  });
});
