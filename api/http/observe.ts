import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import type { Locals } from './endpoint.ts';
import { httpDuration } from '../operations/metrics.ts';

/** Logs and measures each request by its route: addresses and bodies name customers, so neither is written down. */
export function observe(log: Logger): RequestHandler {
  return (request, response, next) => {
    const start = performance.now();
    response.once('close', () => {
      const { requestId, caller, contract }: Locals = response.locals;
      const seconds = (performance.now() - start) / 1_000;
      const route = contract?.path ?? 'none';
      const status = response.writableFinished ? response.statusCode : 499;
      if (contract?.lasting !== true) httpDuration.observe({ method: request.method, route, status }, seconds);
      const line = { requestId, method: request.method, route, status, ms: Math.round(seconds * 1_000) };
      const who = caller ? { workspace: caller.workspace, [caller.who.kind]: caller.who.id } : {};
      const level = status >= 500 ? 'warn' : 'debug';
      log[level]({ ...line, ...who }, 'request');
    });
    next();
  };
}
