import { gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import supertest from 'supertest';
import { z } from 'zod';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DEFAULT_LIMITS, findHostile } from '../../api/http/hostile.ts';
import { listen } from '../../api/http/server.ts';
import { openEdge, type Edge } from './edge.ts';

let edge: Edge;
beforeAll(async () => {
  edge = await openEdge();
});
afterAll(() => edge.close());

const problemReply = z.object({ status: z.int(), code: z.string() });

const nested = (depth: number): unknown => (depth === 0 ? 1 : { a: nested(depth - 1) });

describe('findHostile', () => {
  test.each([
    ['{"events":[{"data":{"__proto__":1}}]}', 'events[0].data.__proto__'],
    ['{"constructor":1}', 'constructor'],
    ['{"data":{"_bsontype":"ObjectId"}}', 'data._bsontype'],
    ['{"a":{"prototype":1}}', 'a.prototype'],
    ['{"a":[1,{"$where":"x"}]}', 'a[1].$where'],
    ['{"a.b":1}', 'a.b'],
    ['{"a\\u0000b":1}', 'a\0b'],
    ['{"a":["\\ud800"]}', 'a[0]'],
    ['{"\\ud800":1}', '\ufffd'],
  ])('names the place in %s', (json, path) => {
    expect(findHostile(JSON.parse(json))?.path).toBe(path);
  });

  test('takes what is exactly as deep and wide as allowed, and no more', () => {
    const { depth, keysPerObject } = DEFAULT_LIMITS;
    expect(findHostile(nested(depth))).toBeUndefined();
    expect(findHostile(nested(depth + 1))?.message).toContain(`${depth} levels`);
    const wide = (keys: number) => Object.fromEntries(Array.from({ length: keys }, (_, index) => [`k${index}`, 1]));
    expect(findHostile(wide(keysPerObject))).toBeUndefined();
    expect(findHostile(wide(keysPerObject + 1))?.message).toContain(`${keysPerObject} keys`);
  });

  test('an array may be as long as the body, up to the number of values in all', () => {
    const limits = { ...DEFAULT_LIMITS, values: 1_000 };
    expect(findHostile(Array(1_000).fill(1), limits)).toBeUndefined();
    expect(findHostile(Array(1_001).fill(1), limits)?.path).toBe('');
  });

  test('never exhausts the stack', () => {
    const deep: unknown = JSON.parse(`${'['.repeat(200_000)}${']'.repeat(200_000)}`);
    expect(findHostile(deep)?.message).toContain('levels');
  });

  test('finds nothing wrong with honest JSON', () => {
    const key = fc
      .stringMatching(/^[a-z][a-zA-Z0-9_-]{0,20}$/)
      .filter((name) => name !== 'constructor' && name !== 'prototype');
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 5 },
        fc.string({ unit: 'grapheme' }),
        fc.integer(),
        fc.boolean(),
        fc.constant(null),
        tie('list'),
        tie('object'),
      ),
      list: fc.array(tie('value'), { maxLength: 5 }),
      object: fc.dictionary(key, tie('value'), { maxKeys: 5 }),
    }));
    fc.assert(fc.property(value, (honest) => findHostile(honest) === undefined));
  });
});

const put = () => supertest(edge.app).put('/v1/customers/c-1/contact').set('Authorization', `Bearer ${edge.key}`);
const putJson = (body: string) => put().type('json').send(body);

test.each([
  ['a reserved key', '{"__proto__":{"admin":true}}', 'invalid', '__proto__'],
  ['an operator', '{"email":{"$gt":""}}', 'invalid', 'email.$gt'],
  ['too deep', JSON.stringify(nested(9)), 'invalid', 'a.a.a.a.a.a.a.a'],
  ['an unknown field', '{"isAdmin":true}', 'invalid', 'isAdmin'],
  ['half a surrogate pair', '{"email":"a\\ud800@example.com"}', 'invalid', 'email'],
])('refuses %s and names it', async (_name, body, code, path) => {
  const response = await putJson(body);
  expect(response.status).toBe(422);
  expect(response.body).toMatchObject({ code, problems: [{ path }] });
});

test.each([
  ['text', 'text/plain'],
  ['a form', 'application/x-www-form-urlencoded'],
  ['JSON in another character set', 'application/json; charset=utf-16'],
  ['something like JSON', 'application/jsonp'],
])('refuses %s with 415', async (_name, type) => {
  const response = await put().set('Content-Type', type).send('{}');
  expect(response.body).toMatchObject({ status: 415, code: 'unsupported-media-type' });
});

test('refuses a body without a content type', async () => {
  const response = await put().set('Content-Type', '').send('{}');
  expect(response.status).toBe(415);
});

test.each(['{', '', '{"email":', 'undefined', "{'email':1}"])('refuses %j, which is no JSON', async (body) => {
  const response = await putJson(body === '' ? ' ' : body);
  expect(response.body).toMatchObject({ status: 400, code: 'malformed-json' });
});

/** supertest would turn bytes into JSON. */
async function putBytes(body: Uint8Array<ArrayBuffer>, headers: Readonly<Record<string, string>> = {}) {
  const server = await listen(edge.app, { host: '127.0.0.1', port: 0 }, edge.deps.draining);
  const response = await fetch(`${server.url}/v1/customers/c-1/contact`, {
    method: 'PUT',
    headers: { Authorization: `Bearer ${edge.key}`, 'Content-Type': 'application/json', ...headers },
    body,
  });
  const problem = problemReply.parse(await response.json());
  await server.stop(0);
  return problem;
}

test('refuses bytes that are no UTF-8', async () => {
  expect(await putBytes(Uint8Array.of(0x22, 0xff, 0xfe, 0x22))).toMatchObject({
    status: 400,
    code: 'malformed-json',
  });
});

test('refuses more than 512 KB, plain or unpacked', async () => {
  const large = JSON.stringify({ email: 'x'.repeat(600_000) });
  expect((await putJson(large)).body).toMatchObject({ status: 413, code: 'too-large' });
  const bomb = new Uint8Array(gzipSync(Buffer.alloc(50_000_000, 0x20)));
  expect(await putBytes(bomb, { 'Content-Encoding': 'gzip' })).toMatchObject({ status: 413, code: 'too-large' });
});

test('reads a packed body', async () => {
  const packed = new Uint8Array(gzipSync('{"isAdmin":true}'));
  expect(await putBytes(packed, { 'Content-Encoding': 'gzip' })).toMatchObject({ status: 422, code: 'invalid' });
});

test('an operator in the query is only an unknown name', async () => {
  const response = await supertest(edge.app).get('/v1/moves?from[$gt]=').set('Authorization', `Bearer ${edge.key}`);
  expect(response.body).toMatchObject({ status: 422, problems: [{ path: 'from[$gt]' }] });
});

test.each(['ada@example.com', 'a b', 'é', 'x'.repeat(129)])('%s is no customer id', async (id) => {
  const response = await edge.call('get', `/v1/customers/${encodeURIComponent(id)}`);
  expect(response.body).toMatchObject({ status: 422, problems: [{ path: 'id' }] });
});

test('an address that cannot be decoded is a 400', async () => {
  const response = await edge.call('get', '/v1/customers/%E0%A4%A');
  expect(response.body).toMatchObject({ status: 400, code: 'malformed-request' });
});

test('nothing of all that was stored', async () => {
  expect(await edge.deps.connection.collection('contacts').countDocuments()).toBe(0);
  expect(edge.told).toEqual([]);
});
