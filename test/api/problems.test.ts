import supertest from 'supertest';
import { z } from 'zod';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApp } from '../../api/app.ts';
import { json, type Contract } from '../../api/http/contract.ts';
import { endpoint } from '../../api/http/endpoint.ts';
import { readShape } from '../../domain/input/shape-problems.ts';
import { openEdge, type Edge } from './edge.ts';

const contract = (path: string) =>
  ({
    method: 'get',
    path,
    summary: path,
    scope: 'ingest',
    role: 'any',
    input: {},
    output: { 200: json('fine', z.string()) },
  }) as const satisfies Contract;

const open = {
  method: 'get',
  path: '/health',
  summary: '/health',
  scope: 'public',
  input: {},
  output: { 200: json('fine', z.string()) },
} as const satisfies Contract;

let release: () => void = () => undefined;
const held = new Promise<void>((resolve) => {
  release = resolve;
});
const routes = [
  endpoint(contract('/broken'), async () => {
    throw new TypeError('a secret is in this message');
  }),
  endpoint(contract('/slow'), async () => {
    await held;
    return { status: 200, body: 'done' };
  }),
  endpoint(contract('/quick'), async () => ({ status: 200, body: 'done' })),
  endpoint(open, async () => ({ status: 200, body: 'well' })),
];

const told = { ...contract('/told'), output: { 200: json('fine', z.strictObject({ state: z.string() })) } } as const;
const standing = { state: 'sent', taken: 'queued' };
const more = endpoint(told, async () => ({ status: 200, body: { ...standing } }));

let edge: Edge;
beforeAll(async () => {
  edge = await openEdge({ routes, limits: { inFlight: 1, requestsPerSecond: 1_000 } });
});
afterAll(() => edge.close());

describe('an error reply', () => {
  test('is problem+json and carries the request id', async () => {
    const response = await supertest(edge.app).get('/nowhere').set('X-Request-Id', 'my-request-1');
    expect(response.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(response.headers['x-request-id']).toBe('my-request-1');
    expect(response.body).toEqual({
      type: '/docs/problems#not-found',
      title: 'There is no such thing',
      status: 404,
      code: 'not-found',
      detail: 'There is no such address; /docs lists them all.',
      instance: 'my-request-1',
    });
  });

  test('names the methods that an address takes', async () => {
    const response = await supertest(edge.app).delete('/quick');
    expect(response.body).toMatchObject({ status: 405, code: 'method-not-allowed' });
    expect(response.headers['allow']).toBe('GET');
  });

  test('tells nobody what broke inside', async () => {
    const response = await edge.call('get', '/nowhere');
    expect(response.status).toBe(404);
    const broken = await supertest(edge.app).get('/broken').set('Authorization', `Bearer ${edge.key}`);
    expect(broken.body).toMatchObject({ status: 500, code: 'internal' });
    expect(broken.text).not.toMatch(/secret|TypeError|at /);
  });

  test('an unusable request id is replaced', async () => {
    const response = await supertest(edge.app).get('/health').set('X-Request-Id', 'x y');
    expect(response.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  });
});

test('with too much in flight a request is refused at once, unread; health is still told', async () => {
  const authorization = `Bearer ${edge.key}`;
  const first = supertest(edge.app).get('/slow').set('Authorization', authorization);
  const running = first.then((response) => response.status);
  const ask = () => supertest(edge.app).get('/quick').set('Authorization', authorization);
  let refused = await ask();
  while (refused.status === 200) refused = await ask();
  expect(refused.body).toMatchObject({ status: 503, code: 'overloaded' });
  expect(refused.headers['retry-after']).toBe('1');
  expect((await supertest(edge.app).get('/health')).status).toBe(200);
  release();
  expect(await running).toBe(200);
  expect((await ask()).status).toBe(200);
});

test('the strict policy is on every reply', async () => {
  const { headers } = await supertest(edge.app).get('/health');
  expect(headers['content-security-policy']).toBe(
    "default-src 'none';script-src 'self';style-src 'self';img-src 'self' data:;frame-ancestors 'none';base-uri 'none';form-action 'none'",
  );
  expect(headers['x-powered-by']).toBeUndefined();
  expect(headers['cache-control']).toBe('no-store');
});

test('a fault in a union is told of the member that was most likely meant', () => {
  const schema = z.strictObject({
    events: z.array(z.union([z.strictObject({ a: z.string(), b: z.int() }), z.string()])),
  });
  const read = readShape(schema, { events: ['x', { a: 'x', b: 1.5 }], extra: 1 });
  expect('problems' in read && read.problems.map(({ path }) => path)).toEqual(['events[1].b', 'extra']);
});

test('where replies are checked, one with more than its contract says is a fault of ours', async () => {
  const app = createApp({ ...edge.deps, checksReplies: true }, [more, ...routes]);
  const told = await supertest(app).get('/told').auth(edge.key, { type: 'bearer' });
  expect([told.status, told.body.code]).toEqual([500, 'internal']);
  const well = await supertest(app).get('/health');
  expect([well.status, well.body]).toEqual([200, 'well']);
});
