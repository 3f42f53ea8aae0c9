import supertest from 'supertest';
import { afterEach, expect, test } from 'vitest';
import { mintKey } from '../../api/keys/key.ts';
import { openEdge, type Edge } from './edge.ts';

let edge: Edge | undefined;
afterEach(() => edge?.close());

test('a key that asks too often is told to wait, and the others are not', async () => {
  edge = await openEdge({ limits: { requestsPerSecond: 1 } });
  const { call, keyFor } = edge;
  const other = await keyFor('marketer');
  const replies = await Promise.all(Array.from({ length: 40 }, () => call('get', '/v1/moves')));
  const refused = replies.filter(({ status }) => status === 429);
  expect(refused.length).toBeGreaterThan(0);
  for (const reply of refused) {
    expect(reply.body.code).toBe('rate-limited');
    expect(Number(reply.headers['retry-after'])).toBeGreaterThan(0);
  }
  expect((await call('get', '/v1/moves', { key: other })).status).toBe(200);
});

test.each(['/v1/join/no-such-link', '/open/no-such-key', '/oidc/start'])(
  'who wants to sign in too often by %s is told to wait, and whoever is signed in is not',
  async (path) => {
    edge = await openEdge({ limits: { signInsPerMinute: 2 }, trustedProxies: ['127.0.0.1'] });
    const { app, call } = edge;
    const from = (address: string) => supertest(app).get(path).set('X-Forwarded-For', address);
    const first = [await from('192.0.2.1'), await from('192.0.2.1')];
    expect(first.map(({ status }) => status)).not.toContain(429);
    const refused = await from('192.0.2.1');
    expect(refused.body).toMatchObject({ status: 429, code: 'rate-limited' });
    expect(Number(refused.get('Retry-After'))).toBeGreaterThan(0);
    expect((await from('192.0.2.2')).status).not.toBe(429);
    expect((await call('get', '/v1/session', { headers: { 'X-Forwarded-For': '192.0.2.1' } })).status).toBe(200);
  },
);

test('whoever tries out keys is slowed down, also with the next wrong key', async () => {
  edge = await openEdge({ limits: { wrongKeysPerMinute: 3 } });
  const { app } = edge;
  const statuses: number[] = [];
  for (let tries = 0; tries < 6; tries += 1) {
    const response = await supertest(app).get('/v1/moves').set('Authorization', `Bearer ${mintKey().key}`);
    statuses.push(response.status);
  }
  expect(statuses.slice(0, 3)).toEqual([401, 401, 401]);
  expect(statuses.at(-1)).toBe(429);
});
