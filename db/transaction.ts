import type { ClientSession, Connection } from 'mongoose';
import { MAJORITY } from './connection.ts';
import { isDuplicateKey } from './schema.ts';

/** A transaction is tried again for at most this long, milliseconds. */
const WITHIN = 5_000;

/**
 * Writes all of it, or nothing.
 * @param write repeatable: it may be called again with the same session
 * @returns false where one of its keys exists already
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
    if (isDuplicateKey(error)) return false;
    throw error;
  } finally {
    await session.endSession();
  }
}
