import mongoose, { mongo } from 'mongoose';

/** Not primary, shutting down, interrupted, unreachable members: another try may succeed. */
const PASSING_CODES = new Set<unknown>([6, 7, 64, 89, 91, 189, 262, 9001, 10107, 11600, 11602, 13388, 13435, 13436]);
const PASSING_LABELS = ['RetryableWriteError', 'TransientTransactionError', 'UnknownTransactionCommitResult'];

/**
 * Whether an error, or what caused it, says only that the store cannot be reached or cannot write durably right now.
 * Whether the write took place is then not known.
 */
export function isStoreAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const cause = causeOf(error);
  return isAway(error) || (cause !== undefined && cause !== error && isStoreAway(cause));
}

/** A bulk write that was cut off says so only in what the driver calls the response. */
function causeOf(error: Error): unknown {
  const { cause } = error;
  if (cause !== undefined || !(error instanceof mongo.MongoBulkWriteError)) return cause;
  const response: unknown = error.errorResponse;
  return response;
}

function isAway(error: Error): boolean {
  if (error instanceof mongoose.Error) {
    // Without buffering, mongoose itself refuses a call on a connection that is down.
    return (
      error.name === 'MongooseServerSelectionError' || /initial connection|buffering timed out/.test(error.message)
    );
  }
  if (!(error instanceof mongo.MongoError)) return isWriteAfterEnd(error);
  return (
    error instanceof mongo.MongoNetworkError ||
    error instanceof mongo.MongoSystemError ||
    error instanceof mongo.MongoNotConnectedError ||
    error instanceof mongo.MongoTopologyClosedError ||
    error instanceof mongo.MongoWriteConcernError ||
    error instanceof mongo.MongoOperationTimeoutError ||
    /WaitQueueTimeout|PoolCleared|PoolClosed|ClientClosed/.test(error.name) ||
    PASSING_CODES.has(error.code) ||
    PASSING_LABELS.some((label) => error.hasErrorLabel(label))
  );
}

/** The driver passes on as it is what Node says of a connection that the server has closed and the pool not yet dropped. */
function isWriteAfterEnd(error: Error): boolean {
  return 'code' in error && error.code === 'EPIPE';
}
