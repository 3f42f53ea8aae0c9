import { mongo, Schema, type Connection, type IndexDefinition, type IndexOptions } from 'mongoose';

export interface Index {
  readonly keys: IndexDefinition;
  readonly options?: IndexOptions;
}

/**
 * A collection with its indexes. Mongoose keeps names, connections and indexes; zod and the domain types are the
 * truth about documents, so its schemas stay open.
 */
export function collectionOf<Row extends mongo.BSON.Document>(
  connection: Connection,
  name: string,
  indexes: readonly Index[] = [],
): mongo.Collection<Row> {
  const schema = new Schema({ _id: String }, { strict: false, collection: name, autoIndex: false, versionKey: false });
  for (const { keys, options } of indexes) schema.index(keys, options);
  const model = connection.models[name] ?? connection.model(name, schema);
  return model.collection.conn.getClient().db(connection.name).collection<Row>(name);
}

/** Builds the indexes of every collection opened so far; does nothing where they exist. */
export async function ensureIndexes(connection: Connection): Promise<void> {
  await Promise.all(Object.values(connection.models).map((model) => model.createIndexes()));
}

/**
 * Duplicate key: for us never an error, but an answer. Not where anything else went wrong too: another write of the
 * batch, or the wait until the rows that exist already are durable.
 */
export function isDuplicateKey(error: unknown): boolean {
  if (!(error instanceof mongo.MongoServerError)) return false;
  if (!(error instanceof mongo.MongoBulkWriteError)) return error.code === 11_000;
  const writeErrors = [error.writeErrors].flat();
  const isOnlyDuplicates = writeErrors.length > 0 && writeErrors.every(({ code }) => code === 11_000);
  return isOnlyDuplicates && error.result.getWriteConcernError() === undefined;
}
