import { ServiceError } from '@temporalio/client';

/** As Temporal's client reports what a server said, by the number that gRPC gives it. */
export function saidBy(code: number, message = 'said by the server'): ServiceError {
  return new ServiceError('Failed to signal', {
    cause: Object.assign(new Error(message), { code, details: message, metadata: {} }),
  });
}
