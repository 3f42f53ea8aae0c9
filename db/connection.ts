import mongoose, { type Connection } from 'mongoose';

/** Facts must survive a fail-over, whatever the server's default says. */
export const MAJORITY = { w: 'majority', j: true } as const;

/**
 * Connects to the store. Fails within two seconds instead of buffering, so that callers can answer 503.
 * @throws MongooseServerSelectionError when no primary answers
 */
export async function connectStore(uri: string, options: { readonly poolSize?: number } = {}): Promise<Connection> {
  const connection = mongoose.createConnection(uri, {
    bufferCommands: false,
    serverSelectionTimeoutMS: 1_500,
    socketTimeoutMS: 10_000,
    maxPoolSize: options.poolSize ?? 30,
    retryWrites: true,
    writeConcern: MAJORITY,
  });
  connection.set('sanitizeFilter', true);
  connection.set('strictQuery', 'throw');
  return await connection.asPromise();
}

/** The store does not answer, in one sentence for whoever starts a program. */
export class StoreAway extends Error {
  override readonly name = 'StoreAway';
}

/** Attempts of a program that starts: an election of MongoDB, or a machine under load, takes up to ten seconds. */
const ATTEMPTS = 6;

/** Connects when a program starts. @throws StoreAway where no primary answers within ten seconds, or the store refuses us */
export async function connectAtStart(uri: string, options: { readonly poolSize?: number } = {}): Promise<Connection> {
  let failure: unknown;
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    try {
      return await connectStore(uri, options);
    } catch (error) {
      failure = error;
      if (!(error instanceof mongoose.Error.MongooseServerSelectionError)) break;
    }
  }
  const reason = failure instanceof Error ? (failure.message.split('\n')[0] ?? failure.name) : String(failure);
  const hosts = uri.replace(/^[^/]*\/\/(?:[^@/]*@)?([^/?]*).*$/, '$1');
  throw new StoreAway(`MongoDB at ${hosts} does not answer (${reason}): start it or correct MONGODB_URI.`);
}
