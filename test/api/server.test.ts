import { connect } from 'node:net';
import { z } from 'zod';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { json } from '../../api/http/contract.ts';
import { endpoint } from '../../api/http/endpoint.ts';
import { getReadyz } from '../../api/operations/get-readyz.ts';
import { listen, type Listening } from '../../api/http/server.ts';
import { openEdge, type Edge } from './edge.ts';

const HERE = { host: '127.0.0.1', port: 0 };

let arrived: () => void;
let release: () => void;
let isThere: Promise<void>;
let held: Promise<void>;
const slow = endpoint(
  {
    method: 'get',
    path: '/slow',
    summary: 'slow',
    scope: 'public',
    input: {},
    output: { 200: json('fine', z.string()) },
  },
  async () => {
    arrived();
    await held;
    return { status: 200, body: 'done' };
  },
);

let edge: Edge;
let server: Listening;
beforeEach(async () => {
  isThere = new Promise((resolve) => (arrived = resolve));
  held = new Promise((resolve) => (release = resolve));
  edge = await openEdge({ routes: [slow, getReadyz] });
  server = await listen(edge.app, HERE, edge.deps.draining);
});
afterEach(async () => {
  release();
  await server.stop(0);
  await edge.close();
});

test('a port in use is told in one sentence that names the variable', async () => {
  await expect(listen(edge.app, { ...HERE, port: server.port }, edge.deps.draining)).rejects.toThrow(
    `Port ${server.port} is in use; set PORT to another one.`,
  );
  await expect(listen(edge.app, { host: '203.0.113.1', port: 0 }, edge.deps.draining)).rejects.toThrow('set HOST');
});

test('stopping says so first, lets requests in flight finish, and takes no new ones', async () => {
  const inFlight = fetch(`${server.url}/slow`);
  await isThere;
  edge.deps.draining.begin();
  const ready = await fetch(`${server.url}/readyz`);
  expect(ready.status).toBe(503);
  expect(ready.headers.get('connection')).toBe('close');
  expect(await ready.json()).toMatchObject({ code: 'stopping' });

  const stopped = server.stop(0);
  // The socket closes for newcomers as soon as the stop has begun.
  await expect
    .poll(() =>
      fetch(`${server.url}/readyz`).then(
        () => 'served',
        () => 'refused',
      ),
    )
    .toBe('refused');
  release();
  expect(await (await inFlight).json()).toBe('done');
  await stopped;
});

test('a connection that idles does not hold the stop', async () => {
  const socket = connect(server.port, '127.0.0.1');
  const first = new Promise((resolve) => socket.once('data', resolve));
  socket.write('GET /readyz HTTP/1.1\r\nHost: x\r\n\r\n');
  await first;
  const closed = new Promise((resolve) => socket.once('close', resolve));
  await server.stop(0);
  await closed;
  expect(socket.destroyed).toBe(true);
});
