import { pipeline } from 'node:stream/promises';
import { mongo, type Connection } from 'mongoose';
import type { Instant } from '../../domain/time.ts';
import { MAJORITY } from '../connection.ts';

/** Files that wait to be imported, in GridFS: they may be larger than any memory. */
export interface UploadStore {
  /** Stores a file as it streams. Where the stream fails, nothing of it is kept. */
  save(id: string, chunks: AsyncIterable<Uint8Array>): Promise<void>;
  /** @throws UploadGone where there is no such file (any more) */
  read(id: string): AsyncIterable<Uint8Array>;
  /** Does nothing where there is no such file. */
  remove(id: string): Promise<void>;
  /** The id of a file that is only tried: kept while a request lasts. */
  triedId(at: Instant, unique: string): string;
  /** Removes what is left of such files from before `before`. */
  removeTried(before: Instant): Promise<void>;
}

const TRIED = 'dry-run:';

export class UploadGone extends Error {
  override readonly name = 'UploadGone';
}

const CHUNK_BYTES = 1 << 20;
const PARTS_AT_ONCE = 2;

interface Part {
  readonly files_id: string;
  readonly n: number;
  readonly data: mongo.Binary;
}

export function mongoUploadStore(connection: Connection): UploadStore {
  const db = connection.getClient().db(connection.name);
  const bucket = new mongo.GridFSBucket(db, {
    bucketName: 'uploads',
    chunkSizeBytes: CHUNK_BYTES,
    writeConcern: MAJORITY,
  });
  const parts = db.collection<Part>('uploads.chunks');
  const files = db.collection<{ readonly _id: string; readonly length: number }>('uploads.files');

  /** Also parts of an upload that was never completed. */
  async function remove(id: string): Promise<void> {
    await parts.deleteMany({ files_id: id }, { writeConcern: MAJORITY });
    await files.deleteOne({ _id: id }, { writeConcern: MAJORITY });
  }

  return {
    async save(id, chunks) {
      // The driver's type asks for an ObjectId, GridFS takes any id.
      const stream = bucket.openUploadStreamWithId(id as unknown as mongo.ObjectId, 'import');
      try {
        await pipeline(chunks, stream);
      } catch (error) {
        await remove(id);
        throw error;
      }
    },
    async *read(id) {
      const file = await files.findOne({ _id: id });
      if (file === null) throw new UploadGone(`the uploaded file of ${id} is gone`);
      let left = file.length;
      // The driver's own stream fetches 16 MB at a time, and holds several of them.
      for await (const { data } of parts.find({ files_id: id }).sort({ files_id: 1, n: 1 }).batchSize(PARTS_AT_ONCE)) {
        left -= data.length();
        yield data.value();
      }
      // Somebody has removed it meanwhile.
      if (left > 0) throw new UploadGone(`the uploaded file of ${id} is gone`);
    },
    remove,
    triedId: (at, unique) => `${TRIED}${at}:${unique}`,
    async removeTried(before) {
      // Instants of this age of the world all have as many digits, so their order is that of their texts.
      const left = await parts.distinct('files_id', { files_id: { $gte: TRIED, $lt: `${TRIED}${before}` } });
      for (const id of left) await remove(id);
    },
  };
}
