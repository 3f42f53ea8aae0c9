import { isGrpcServiceError } from '@temporalio/client';

/** What a server says that has understood a call and will never take it, as gRPC numbers it. */
const REFUSALS: ReadonlySet<number> = new Set([
  3, // INVALID_ARGUMENT: such as too large
  5, // NOT_FOUND
  6, // ALREADY_EXISTS
  9, // FAILED_PRECONDITION
  11, // OUT_OF_RANGE
  12, // UNIMPLEMENTED
]);

/** Whether a call to Temporal failed of the server, which is away, slow or busy, and not of what was asked. */
export function isAway(error: unknown): boolean {
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
  return isGrpcServiceError(cause) && !REFUSALS.has(cause.code);
}
