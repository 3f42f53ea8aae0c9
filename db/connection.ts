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
