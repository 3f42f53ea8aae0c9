import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import supertest from 'supertest';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { HOUR, SECOND } from '../../domain/time.ts';
import { openEdge, type Edge } from './edge.ts';

let edge: Edge;
let pagesDir: string;

beforeAll(async () => {
  pagesDir = await mkdtemp(join(tmpdir(), 'sojourn-pages-'));
  await mkdir(join(pagesDir, 'assets'));
  await writeFile(join(pagesDir, 'index.html'), '<!doctype html><title>Pages</title>');
  await writeFile(join(pagesDir, 'assets', 'main-1a2b.js'), 'export {};');
  edge = await openEdge({ pagesDir, trustedProxies: ['127.0.0.1'] });
});
afterAll(async () => {
  await edge.close();
  await rm(pagesDir, { recursive: true });
});

/** The cookie that a reply leaves, as a browser sends it back. */
function cookieIn(response: supertest.Response): string {
  const [cookie = ''] = response.get('Set-Cookie') ?? [];
  return cookie.split(';')[0] ?? '';
}

async function signedIn(key: string = edge.key): Promise<string> {
  return cookieIn(await edge.call('post', '/v1/session', { key }));
}

const SAME = { 'Sec-Fetch-Site': 'same-origin' };

describe('a session', () => {
  test('given a key, when a browser signs in, then a cookie that no script can read does what the key may do', async () => {
    const opened = await edge.call('post', '/v1/session');
    expect(opened.status).toBe(204);
    expect(opened.get('Set-Cookie')?.[0]).toMatch(/; Path=\/; HttpOnly; SameSite=Lax; Max-Age=43200$/);
    const seen = await edge.call('get', '/v1/session', { key: '', headers: { Cookie: cookieIn(opened) } });
    expect(seen.body).toMatchObject({
      workspace: { id: 'shop', currency: 'GBP', minorDigits: 2, timezone: 'Europe/London', testClock: false },
      scopes: ['ingest', 'marketer', 'operator', 'admin', 'installation'],
    });
    expect(Date.parse(seen.body.endsAt)).toBe(edge.clock.now + 12 * HOUR);
  });

  test('given a key in the header, then it counts, and the cookie beside it does not', async () => {
    const key = await edge.keyFor('marketer');
    const headers = { Cookie: await signedIn() };
    const seen = await edge.call('get', '/v1/session', { key, headers });
    expect(seen.body).toMatchObject({ scopes: ['marketer'], endsAt: null });
    const wrong = await edge.call('get', '/v1/session', { key: 'no-such-key-but-long-enough', headers });
    expect(wrong.status).toBe(401);
  });

  test('may do no more than its key, and ends with it', async () => {
    const made = await edge.call('post', '/v1/keys', { body: { scopes: ['marketer'] } });
    const headers = { Cookie: await signedIn(made.body.key), ...SAME };
    expect((await edge.call('get', '/v1/segments', { key: '', headers })).status).toBe(200);
    expect((await edge.call('post', '/v1/keys', { key: '', headers, body: { scopes: ['ingest'] } })).status).toBe(403);
    await edge.call('delete', `/v1/keys/${made.body.id}`);
    expect((await edge.call('get', '/v1/segments', { key: '', headers })).status).toBe(401);
  });

  test('ends when the browser signs out, and takes its cookie with it', async () => {
    const headers = { Cookie: await signedIn(), ...SAME };
    const ended = await edge.call('delete', '/v1/session', { key: '', headers });
    expect(ended.get('Set-Cookie')?.[0]).toContain('Max-Age=0');
    expect((await edge.call('get', '/v1/session', { key: '', headers })).status).toBe(401);
  });

  test('is over after twelve hours', async () => {
    const headers = { Cookie: await signedIn() };
    edge.clock.now += 12 * HOUR - SECOND;
    expect((await edge.call('get', '/v1/session', { key: '', headers })).status).toBe(200);
    edge.clock.now += SECOND;
    expect((await edge.call('get', '/v1/session', { key: '', headers })).status).toBe(401);
  });

  test('by https, to a proxy that is trusted, lives in a cookie that goes back by nothing else', async () => {
    const https = { 'X-Forwarded-Proto': 'https' };
    const opened = await edge.call('post', '/v1/session', { headers: https });
    expect(opened.get('Set-Cookie')?.[0]).toMatch(
      /^__Host-sojourn_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=43200; Secure$/,
    );
    const Cookie = cookieIn(opened);
    expect((await edge.call('get', '/v1/session', { key: '', headers: { ...https, Cookie } })).status).toBe(200);
    const plain = Cookie.replace('__Host-', '');
    for (const headers of [{ Cookie }, { ...https, Cookie: plain }]) {
      expect((await edge.call('get', '/v1/session', { key: '', headers })).status).toBe(401);
    }
    const out = await edge.call('delete', '/v1/session', { key: '', headers: { ...https, Cookie, ...SAME } });
    expect(out.get('Set-Cookie')?.[0]).toMatch(/^__Host-sojourn_session=; .*Max-Age=0; Secure$/);
    const link = await supertest(edge.app).get(`/open/${edge.key}`).set(https);
    expect(link.get('Set-Cookie')?.[0]).toMatch(/^__Host-.*; Secure$/);
  });

  test.each([
    ['of a page elsewhere', { 'Sec-Fetch-Site': 'cross-site' }],
    ['of a page of a sibling', { 'Sec-Fetch-Site': 'same-site' }],
    ['of a page elsewhere, on plain http', { Origin: 'http://evil.example', Host: 'sojourn.example' }],
    ['without any sign of where it came from', {}],
    ['from an origin that is none', { Origin: 'null' }],
  ])('a write %s is refused', async (_what, from) => {
    const headers = { Cookie: await signedIn(), ...from };
    const refused = await edge.call('post', '/v1/keys', { key: '', headers, body: { scopes: ['ingest'] } });
    expect(refused.body).toMatchObject({ status: 403, code: 'forbidden' });
    expect((await edge.call('get', '/v1/segments', { key: '', headers })).status).toBe(200);
  });

  test('a write from its own page is taken on plain http too', async () => {
    const headers = { Cookie: await signedIn(), Origin: 'http://sojourn.example:3000', Host: 'sojourn.example:3000' };
    const made = await edge.call('post', '/v1/keys', { key: '', headers, body: { scopes: ['ingest'] } });
    expect(made.status).toBe(201);
  });
});

describe('the link that signs in', () => {
  test('leaves a cookie and goes home', async () => {
    const opened = await supertest(edge.app).get(`/open/${edge.key}`);
    expect([opened.status, opened.get('Location')]).toEqual([303, '/']);
    const seen = await edge.call('get', '/v1/session', { key: '', headers: { Cookie: cookieIn(opened) } });
    expect(seen.status).toBe(200);
  });

  test.each(['no-such-key-but-long-enough', 'x', '%20', '__proto__'])(
    'with the key %s asks for another',
    async (key) => {
      const refused = await supertest(edge.app).get(`/open/${key}`);
      expect([refused.status, refused.get('Location')]).toEqual([303, '/sign-in?because=key']);
      expect(refused.get('Set-Cookie')).toBeUndefined();
    },
  );

  test('with a key that may only send events asks for another', async () => {
    const refused = await supertest(edge.app).get(`/open/${await edge.keyFor('ingest')}`);
    expect(refused.get('Location')).toBe('/sign-in?because=key');
  });
});

describe('the pages', () => {
  const html = { Accept: 'text/html,application/xhtml+xml' };

  test.each(['/', '/segments/at-risk', '/journeys/x/build', '/sign-in'])(
    '%s is the one page, for a browser',
    async (path) => {
      const page = await supertest(edge.app).get(path).set(html);
      expect([page.status, page.get('Cache-Control')]).toEqual([200, 'no-cache']);
      expect(page.text).toContain('<title>Pages</title>');
      expect(page.get('Content-Security-Policy')).toContain("default-src 'self'");
    },
  );

  test('files are kept for good, and one that is missing is no page', async () => {
    const file = await supertest(edge.app).get('/assets/main-1a2b.js');
    expect(file.get('Cache-Control')).toContain('immutable');
    expect((await supertest(edge.app).get('/assets/gone.js').set(html)).status).toBe(404);
  });

  test.each(['/v1/nothing', '/v1', '/nothing.json'])(
    '%s is an address that is not there, also for a browser',
    async (path) => {
      const missing = await supertest(edge.app).get(path).set(html);
      expect(missing.body).toMatchObject({ status: 404, code: 'not-found' });
    },
  );

  test('who asks for data anywhere gets a problem and no page', async () => {
    expect((await supertest(edge.app).get('/segments').set('Accept', 'application/json')).status).toBe(404);
    expect((await supertest(edge.app).post('/segments').set(html)).status).toBe(404);
  });
});
