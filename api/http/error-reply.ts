import type { ErrorRequestHandler, Request } from 'express';
import type { Logger } from 'pino';
import { isStoreAway } from '../../db/store-away.ts';
import { SECOND } from '../../domain/time.ts';
import { UnsettledError } from '../../ingest/accept.ts';
import { NotPublished } from '../../publishing/problem.ts';
import { requestIdOf } from './endpoint.ts';
import { ApiProblem, problemBody } from './problem.ts';

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

function asProblem(error: unknown): ApiProblem {
  if (error instanceof ApiProblem) return error;
  if (error instanceof NotPublished) {
    const { code, message, problems, retryAfter } = error;
    return new ApiProblem(code, message, {
      ...(problems ? { problems } : {}),
      ...(retryAfter === undefined ? {} : { retryAfter }),
      cause: error,
    });
  }
  if (isStoreAway(error) || error instanceof UnsettledError) {
    return new ApiProblem('store-away', 'The store cannot be reached; nothing was promised. Send it again shortly.', {
      retryAfter: 2,
      cause: error,
    });
  }
  return clientFault(error) ?? new ApiProblem('internal', 'Something went wrong; the log has more.', { cause: error });
}

/** Faults that Express and its body reader found. */
function clientFault(error: unknown): ApiProblem | undefined {
  if (!(error instanceof Error) || !('status' in error)) return undefined;
  switch (error.status) {
    case 413:
      return new ApiProblem('too-large', 'The body is larger than 512 KB; send it in parts.');
    case 415:
      return new ApiProblem('unsupported-media-type', 'Send the body plain, or in gzip, deflate or brotli.');
    case 400:
      return new ApiProblem('malformed-request', 'The address or the body cannot be decoded.');
    default:
      return undefined;
  }
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
