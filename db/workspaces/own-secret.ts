import { randomBytes } from 'node:crypto';
import type { Connection, mongo } from 'mongoose';
import { MAJORITY } from '../connection.ts';
import { collectionOf, isDuplicateKey } from '../schema.ts';

/** What this installation signs its own links with. No call gives it back. */
interface SecretRow {
  readonly _id: 'links';
  /** 256 random bits in hexadecimal. */
  readonly secret: string;
}

const BYTES = 32;

/**
 * The secret of the installation: made once, by whoever needs it first, and the same for all processes from
 * then on. It is kept in the store and not in the environment, because a suppressed address must be known again for
 * years, whoever starts the processes.
 */
export function ownSecret(connection: Connection): () => Promise<string> {
  const secrets: mongo.Collection<SecretRow> = collectionOf<SecretRow>(connection, 'own_secrets');
  let known: Promise<string> | undefined;
  return async () => {
    known ??= read(secrets);
    try {
      return await known;
    } catch (error) {
      known = undefined;
      throw error;
    }
  };
}

async function read(secrets: mongo.Collection<SecretRow>): Promise<string> {
  const found = await secrets.findOne({ _id: 'links' }, { readConcern: 'majority' });
  if (found !== null) return found.secret;
  const made: SecretRow = { _id: 'links', secret: randomBytes(BYTES).toString('hex') };
  try {
    await secrets.insertOne(made, { writeConcern: MAJORITY });
    return made.secret;
  } catch (error) {
    // Somebody was faster: theirs is the one.
    if (!isDuplicateKey(error)) throw error;
    const theirs = await secrets.findOne({ _id: 'links' });
    if (theirs === null) throw error;
    return theirs.secret;
  }
}
