import { connect, createServer, type Server, type Socket } from 'node:net';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { SECOND } from '../../domain/time.ts';
import { openEdge, type Edge } from './edge.ts';

/** A wire to the store that can be cut. */
interface Wire {
  readonly uri: string;
  readonly cut: () => void;
  readonly mend: () => void;
  readonly close: () => void;
}

async function wireTo(uri: string): Promise<Wire> {
  const { hostname, port } = new URL(uri);
  const sockets = new Set<Socket>();
  let isCut = false;
  const server: Server = createServer((near) => {
    if (isCut) return void near.destroy();
    const far = connect({ host: hostname, port: Number(port) });
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('close', () => sockets.delete(socket)).on('error', () => undefined);
    }
    near.pipe(far).pipe(near);
    near.on('close', () => far.destroy());
    far.on('close', () => near.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const near = typeof address === 'object' && address !== null ? address.port : 0;
  const destroyAll = () => sockets.forEach((socket) => socket.destroy());
  return {
    // Directly: a replica set would tell the driver where it really is.
    uri: `mongodb://127.0.0.1:${near}/?directConnection=true`,
    cut: () => {
      isCut = true;
      destroyAll();
    },
    mend: () => {
      isCut = false;
    },
    close: () => {
      server.close();
      destroyAll();
    },
  };
}

let wire: Wire;
let edge: Edge;
beforeAll(async () => {
  wire = await wireTo(inject('mongodbUri'));
  edge = await openEdge({ uri: wire.uri });
});
afterAll(async () => {
  wire.mend();
  await edge.close();
  wire.close();
});

const JOURNEY = {
  name: 'x',
  enter: { on: 'silence', stage: 'lapsed' },
  steps: [{ id: 'a', type: 'stop', reason: 'x' }],
};

const CALLS = [
  ['get', '/v1/segments', undefined],
  ['get', '/v1/customers/c-1', undefined],
  ['put', '/v1/journeys/winback', JOURNEY],
  ['put', '/v1/customers/c-1/contact', { email: 'ada@example.com' }],
  ['post', '/v1/keys', { scopes: ['ingest'] }],
  ['post', '/v1/workspaces', { id: 'other', currency: 'EUR', timezone: 'UTC' }],
  ['post', '/v1/events', { id: 'e-1', customer: 'c-1', type: 'purchase', amount: 1 }],
  ['get', '/readyz', undefined],
] as const;

test('while the store is away every call says 503 and when to come back, and none is lost for good', async () => {
  // Known to the door, so that each call reaches its own use of the store.
  await edge.call('get', '/v1/segments');
  wire.cut();
  for (const [method, path, body] of CALLS) {
    const response = await edge.call(method, path, { body });
    expect(response.body, path).toMatchObject({ status: 503, code: 'store-away' });
    expect(response.headers['retry-after']).toBe('2');
    expect(response.text).not.toMatch(/Mongo|127\.0\.0\.1|at /);
  }
  expect((await edge.call('get', '/livez', { key: '' })).status).toBe(200);
  // Nobody who cannot be looked up is let in, or told that the key is wrong.
  edge.clock.now += 5 * SECOND;
  expect((await edge.call('get', '/v1/segments')).body).toMatchObject({ status: 503, code: 'store-away' });

  wire.mend();
  for (const [method, path, body] of CALLS) {
    const response = await edge.call(method, path, { body });
    expect(response.status, path).not.toBe(503);
  }
});
