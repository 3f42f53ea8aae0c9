import { mongo, type ClientSession, type Connection } from 'mongoose';
import { MAJORITY } from './connection.ts';
import { isDuplicateKey } from './schema.ts';

/** A transaction is tried again for at most this long, milliseconds. */
const WITHIN = 5_000;

/** Nothing was written, and there was no time left to try again. */
function isLostRace(error: unknown): boolean {
  return error instanceof mongo.MongoError && error.hasErrorLabel('TransientTransactionError');
}

/**
 * Writes all of it, or nothing.
 * @param write repeatable: it may be called again with the same session
 * @returns false where one of its keys exists already, or others have been writing the same rows until the time was over
 */
export async function allOrNothing(
  connection: Connection,
  write: (session: ClientSession) => Promise<void>,
): Promise<boolean> {
  const session = await connection.startSession();
  try {
    await session.withTransaction(() => write(session), { writeConcern: MAJORITY, timeoutMS: WITHIN });
    return true;
  } catch (error) {
    // Others wrote the same rows all the time: they have won, as where a key exists.
    if (isDuplicateKey(error) || isLostRace(error)) return false;
    throw error;
  } finally {
    await session.endSession();
  }
}
