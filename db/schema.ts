import { Schema, type Connection, type IndexDefinition, type IndexOptions, type mongo } from 'mongoose';

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

/** Duplicate key: for us never an error, but an answer. */
export function isDuplicateKey(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 11_000;
}
