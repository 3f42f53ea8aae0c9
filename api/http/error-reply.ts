import type { ErrorRequestHandler, Request } from 'express';
import type { Logger } from 'pino';
import { SECOND } from '../../domain/time.ts';
import { asProblem } from './as-problem.ts';
import { requestIdOf } from './endpoint.ts';
import { problemBody } from './problem.ts';

/** Whoever is refused may still be sending; they get this long to finish, so that they can read the answer. */
const LINGER = 2 * SECOND;

/** The one place where errors become replies: `application/problem+json`, never a stack trace. */
export function errorReply(log: Logger): ErrorRequestHandler {
  // Express knows an error handler by its four parameters.
  return (error: unknown, request, response, _next) => {
    const problem = asProblem(error);
    if (problem.code === 'internal') log.error({ requestId: requestIdOf(response), error: loggable(error) }, 'failed');
    // Half a reply cannot be taken back; a cut connection at least cannot be mistaken for a whole one.
    if (response.headersSent) return void response.destroy();
    const body = JSON.stringify(problemBody(problem, requestIdOf(response)));
    response.status(problem.status).set(problem.headers).type('application/problem+json').send(body);
    if (!request.complete) linger(request);
  };
}

function linger(request: Request): void {
  request.resume();
  setTimeout(() => {
    if (!request.complete) request.socket.destroy();
  }, LINGER).unref();
}

/** The store's messages quote rows; their code says enough. */
function loggable(error: unknown): Readonly<Record<string, unknown>> {
  if (!(error instanceof Error)) return { name: typeof error };
  const frames = (error.stack ?? '').split('\n').filter((line) => line.trimStart().startsWith('at '));
  const isFromStore = error.name.startsWith('Mongo');
  return {
    name: error.name,
    ...('code' in error ? { code: error.code } : {}),
    ...(isFromStore ? {} : { message: error.message }),
    stack: frames.join('\n'),
  };
}
