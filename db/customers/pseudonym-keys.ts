import { randomBytes } from 'node:crypto';
import { mongo, type Connection } from 'mongoose';
import type { WorkspaceId } from '../../domain/ids.schema.ts';
import { MAJORITY } from '../connection.ts';
import { collectionOf } from '../schema.ts';

/** The secret with which addresses of a workspace become pseudonyms: without it nobody can tell one from the other. */
interface PseudonymKeyRow {
  readonly _id: WorkspaceId;
  readonly key: mongo.Binary;
}

export interface PseudonymKeyStore {
  /** Made at the first call, and the same ever after. */
  of(workspace: WorkspaceId): Promise<Uint8Array>;
  /** `null` where none was ever made. */
  find(workspace: WorkspaceId): Promise<Uint8Array | null>;
}

const KEY_BYTES = 32;

export function mongoPseudonymKeyStore(connection: Connection): PseudonymKeyStore {
  const keys: mongo.Collection<PseudonymKeyRow> = collectionOf<PseudonymKeyRow>(connection, 'pseudonym_keys');
  return {
    async of(workspace) {
      const made = { $setOnInsert: { key: new mongo.Binary(randomBytes(KEY_BYTES)) } };
      const options = { upsert: true, returnDocument: 'after', writeConcern: MAJORITY } as const;
      const row = await keys.findOneAndUpdate({ _id: workspace }, made, options);
      if (row === null) throw new Error(`the pseudonym key of ${workspace} was not stored`);
      return row.key.value();
    },
    async find(workspace) {
      const row = await keys.findOne({ _id: workspace }, { readConcern: 'majority' });
      return row === null ? null : row.key.value();
    },
  };
}
