import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import supertest from 'supertest';
import { allows } from '../../api/auth.ts';
import { mintKey } from '../../api/key.ts';
import { ROUTES } from '../../api/routes.ts';
import { SCOPES, type Scope } from '../../db/keys.ts';
import { openEdge, type Edge } from './edge.ts';

let edge: Edge;
const keys = new Map<Scope, string>();
beforeAll(async () => {
  edge = await openEdge();
  for (const scope of SCOPES) keys.set(scope, await edge.keyFor(scope));
});
afterAll(() => edge.close());

const PRIVATE = ROUTES.map(({ contract }) => contract).filter(({ scope }) => scope !== 'public');

describe.each(PRIVATE)('$method $path', ({ method, path, scope }) => {
  const address = path.replace(/:\w+/g, 'nobody');
  const ask = (authorization?: string) => {
    const request = supertest(edge.app)[method](address);
    return authorization === undefined ? request : request.set('Authorization', authorization);
  };

  test.each([
    ['no key', () => undefined],
    ['no scheme', () => edge.key],
    ['something that is no key', () => 'Bearer hello'],
    ['a key with a wrong checksum', () => `Bearer ${edge.key.slice(0, -1)}${edge.key.endsWith('0') ? '1' : '0'}`],
    ['a well-formed key that nobody has', () => `Bearer ${mintKey().key}`],
    ['the id of a real key with another secret', () => `Bearer ${edge.key.slice(0, 17)}${mintKey().key.slice(17)}`],
  ])('refuses %s, and does not say why', async (_name, authorization) => {
    const response = await ask(authorization());
    expect(response.status).toBe(401);
    expect(response.headers['www-authenticate']).toBeDefined();
    const { instance: _instance, ...rest } = response.body;
    expect(rest).toEqual({
      type: '/docs#problem-unauthorized',
      title: 'A valid key is needed',
      status: 401,
      code: 'unauthorized',
      detail: 'Send a valid key: Authorization: Bearer <key>.',
    });
  });

  test.each(SCOPES)('with the scope %s', async (held) => {
    const response = await ask(`Bearer ${keys.get(held)}`);
    if (scope !== 'public' && allows([held], scope)) {
      expect([401, 403]).not.toContain(response.status);
      expect(response.status).toBeLessThan(500);
    } else {
      expect(response.status).toBe(403);
      expect(response.body.detail).toContain(`"${scope}"`);
    }
  });
});

test('every scope may do what those before it may', () => {
  expect(allows(['marketer'], 'ingest')).toBe(true);
  expect(allows(['marketer'], 'operator')).toBe(false);
  expect(allows(['ingest', 'admin'], 'operator')).toBe(true);
  expect(allows([], 'ingest')).toBe(false);
});
