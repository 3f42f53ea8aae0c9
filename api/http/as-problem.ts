import { isStoreAway } from '../../db/store-away.ts';
import { UnsettledError } from '../../ingest/accept.ts';
import { NotPublished } from '../../publishing/problem.ts';
import { ApiProblem } from './problem.ts';

/** What anything that was thrown is to whoever called. */
export function asProblem(error: unknown): ApiProblem {
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
