import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { Express } from 'express';
import { MINUTE, SECOND } from '../../domain/time.ts';
import type { Draining } from './draining.ts';

export interface Place {
  readonly host: string;
  /** 0 lets the system choose. */
  readonly port: number;
}

export interface Listening {
  readonly port: number;
  readonly url: string;
  /**
   * Stops taking requests and lets those in flight finish; resolves once no connection is left, after 25 s at most.
   * @param drainFor how long to go on answering "not ready" before closing, so that load balancers notice; ms
   */
  stop(drainFor?: number): Promise<void>;
}

const HEADERS_WITHIN = 5 * SECOND;
/** For imports; other bodies have ten seconds of their own (see `readBody`). */
const REQUEST_WITHIN = 10 * MINUTE;
const MOST_CONNECTIONS = 4_000;
const DRAIN_FOR = 5 * SECOND;
const FINISH_WITHIN = 10 * SECOND;
const STOP_WITHIN = 25 * SECOND;

/** @throws ListenError with one sentence where the port cannot be had */
export async function listen(app: Express, { host, port }: Place, draining: Draining): Promise<Listening> {
  const timeouts = {
    headersTimeout: HEADERS_WITHIN,
    requestTimeout: REQUEST_WITHIN,
    connectionsCheckingInterval: SECOND,
  };
  const server = createServer(timeouts, app);
  server.maxConnections = MOST_CONNECTIONS;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(listenError(error, { host, port })));
    server.listen(port, host, resolve);
  });
  const bound = boundPort(server, port);
  return {
    port: bound,
    url: `http://${host.includes(':') ? `[${host}]` : host}:${bound}`,
    stop: (drainFor = DRAIN_FOR) => stop(server, draining, drainFor),
  };
}

export class ListenError extends Error {
  override readonly name = 'ListenError';
}

function listenError(error: Error, { host, port }: Place): Error {
  const code = 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') return new ListenError(`Port ${port} is in use; set PORT to another one.`);
  if (code === 'EACCES') return new ListenError(`Port ${port} needs more rights; set PORT to one above 1023.`);
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    return new ListenError(`This machine has no address ${host}; set HOST to one it has, such as 127.0.0.1.`);
  }
  return error;
}

async function stop(server: Server, draining: Draining, drainFor: number): Promise<void> {
  const deadline = setTimeout(() => server.closeAllConnections(), STOP_WITHIN);
  draining.begin();
  await pause(drainFor);
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  // A connection that was busy when the server closed stays open, idle, until its client goes away.
  const sweep = setInterval(() => server.closeIdleConnections(), 50);
  const late = setTimeout(() => server.closeAllConnections(), FINISH_WITHIN);
  await closed;
  clearInterval(sweep);
  clearTimeout(late);
  clearTimeout(deadline);
}

function boundPort(server: Server, asked: number): number {
  const address: AddressInfo | string | null = server.address();
  return typeof address === 'object' && address !== null ? address.port : asked;
}
