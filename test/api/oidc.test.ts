import supertest from 'supertest';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openProvider } from '../../api/oidc/provider.ts';
import { openEdge, type Edge } from './edge.ts';
import { IdentityStandIn } from './identity-stand-in.ts';

let standIn: IdentityStandIn;
let edge: Edge;
beforeAll(async () => {
  standIn = await IdentityStandIn.open();
  edge = await openEdge({ provider: openProvider(standIn.config) });
});
afterAll(async () => {
  await edge.close();
  await standIn.close();
});

const pairIn = (header: string | undefined) => header?.split(';')[0] ?? '';

interface Begun {
  readonly cookie: string;
  /** Where the provider sends the browser, behind our own address. */
  readonly back: string;
}

/** As far as the provider's answer, which nobody has taken yet. */
async function begin(query = ''): Promise<Begun> {
  const started = await supertest(edge.server).get(`/oidc/start${query}`);
  expect(started.status).toBe(303);
  const asked = await fetch(started.get('Location') ?? '', { redirect: 'manual' });
  const { pathname, search } = new URL(asked.headers.get('location') ?? '');
  return { cookie: pairIn(started.get('Set-Cookie')?.[0]), back: `${pathname}${search}` };
}

/** Where it leads to, and the session where there is one. */
async function come({ cookie, back }: Begun) {
  const returned = await supertest(edge.server).get(back).set('Cookie', cookie);
  const session = returned.get('Set-Cookie')?.find((each) => each.startsWith('sojourn_session='));
  return { to: returned.get('Location'), session: session && pairIn(session) };
}

async function signIn(says: IdentityStandIn['says'], query?: string) {
  standIn.says = says;
  return await come(await begin(query));
}

async function who(session: string | undefined) {
  const headers = { Cookie: session ?? '' };
  return (await edge.call('get', '/v1/session', { key: '', headers })).body;
}

const invite = (email: string, key?: string) =>
  edge.call('post', '/v1/invitations', { key, body: { role: 'operator', email } });

describe('an identity provider', () => {
  test('lets in whoever is invited by a verified address, and knows them the next time', async () => {
    expect((await edge.call('get', '/v1/sign-in', { key: '' })).body).toEqual({ provider: true });
    await invite('ada@example.com');
    const first = await signIn({ email: 'Ada@Example.com', email_verified: true, name: 'Ada L.' });
    expect(first.to).toBe('/');
    const ada = await who(first.session);
    expect(ada).toMatchObject({ user: { name: 'Ada L.', role: 'operator' }, workspace: { id: 'shop' } });
    const second = await signIn({ email: 'ada@example.com', email_verified: true, name: 'Somebody else' });
    expect((await who(second.session)).user).toEqual(ada.user);
    expect((await edge.call('get', '/v1/invitations')).body.invitations).toEqual([]);
    const { entries } = (await edge.call('get', `/v1/audit?actor=${ada.user.id}`)).body;
    expect(entries).toMatchObject([{ object: { kind: 'session' } }, { object: { kind: 'user', id: ada.user.id } }]);
    expect(entries[0].operation).toBe('get-oidc-callback');
  });

  test('leaves a plain cookie where nobody who is trusted says that it was https', async () => {
    const started = await supertest(edge.server).get('/oidc/start').set('X-Forwarded-Proto', 'https');
    expect(started.get('Set-Cookie')?.[0]).toMatch(
      /^sojourn_oidc=[^;]+; Path=\/; HttpOnly; SameSite=Lax; Max-Age=600$/,
    );
  });

  test.each([
    ['an address that it has not verified', { email: 'bo@example.com', email_verified: false }, 'unverified'],
    ['an address of which it says nothing', { email: 'bo@example.com' }, 'unverified'],
    ['no address', { email_verified: true }, 'unverified'],
    ['an address that nobody invited', { email: 'eve@example.com', email_verified: true }, 'unknown'],
    ['another nonce', { email: 'bo@example.com', email_verified: true, nonce: 'another' }, 'provider'],
    ['another audience', { email: 'bo@example.com', email_verified: true, aud: 'another' }, 'provider'],
  ])('that vouches for %s lets nobody in', async (_what, says, because) => {
    await invite('bo@example.com');
    expect(await signIn(says)).toEqual({ to: `/sign-in?because=${because}`, session: undefined });
  });

  test('takes each answer once, and only in the browser that asked', async () => {
    standIn.says = { email: 'ada@example.com', email_verified: true };
    const [one, other] = [await begin(), await begin()];
    const refused = { to: '/sign-in?because=provider', session: undefined };
    expect(await come({ cookie: other.cookie, back: one.back })).toEqual(refused);
    expect(await come({ cookie: '', back: one.back })).toEqual(refused);
    expect(await come({ cookie: 'sojourn_oidc=bm9uc2Vuc2U', back: one.back })).toEqual(refused);
    expect(await come({ ...one, back: `${one.back}&error=access_denied` })).toEqual(refused);
    expect((await come(one)).to).toBe('/');
    expect(await come(one)).toEqual(refused);
  });

  test('lets nobody in who is not active any more', async () => {
    const { users } = (await edge.call('get', '/v1/users')).body;
    const ada = users.find(({ email }: { email: string | null }) => email === 'ada@example.com');
    await edge.call('patch', `/v1/users/${ada.id}`, { body: { active: false } });
    const tried = await signIn({ email: 'ada@example.com', email_verified: true });
    expect(tried).toEqual({ to: '/sign-in?because=unknown', session: undefined });
    await edge.call('patch', `/v1/users/${ada.id}`, { body: { active: true } });
  });

  test('asks which workspace where somebody is in several', async () => {
    const { key } = (
      await edge.call('post', '/v1/workspaces', { body: { id: 'second', currency: 'EUR', timezone: 'UTC' } })
    ).body;
    await invite('ada@example.com', key);
    const says = { email: 'ada@example.com', email_verified: true };
    expect((await signIn(says)).to).toBe('/sign-in?because=several');
    const chosen = await signIn(says, '?workspace=second');
    expect((await who(chosen.session)).workspace.id).toBe('second');
    expect((await signIn(says, '?workspace=third')).to).toBe('/sign-in?because=unknown');
  });
});

test('a provider that cannot be reached leads back to the sign-in, and is asked again the next time', async () => {
  const away = openProvider({ issuer: 'http://127.0.0.1:1', clientId: 'sojourn' });
  await expect(away.begin('http://127.0.0.1/oidc/callback')).rejects.toThrow();
  await expect(away.begin('http://127.0.0.1/oidc/callback')).rejects.toThrow();
});

test('a provider elsewhere has to be reached by https', async () => {
  const open = openProvider({ issuer: 'http://login.example.com', clientId: 'sojourn' });
  await expect(open.begin('http://127.0.0.1/oidc/callback')).rejects.toThrow(/HTTPS|insecure/i);
});
