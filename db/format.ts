import type { Connection } from 'mongoose';
import { MAJORITY } from './connection.ts';
import { collectionOf } from './schema.ts';
import { workspaceCollection } from './workspaces.ts';

/** Grows with each change that older data cannot be read with. */
const FORMAT = 2;

interface FormatRow {
  readonly _id: 'format';
  readonly format: number;
}

/** Data that another version of Sojourn wrote, and this one cannot read. */
export class OtherFormat extends Error {
  override readonly name = 'OtherFormat';
}

/**
 * Marks an empty store as this version's own.
 * @throws OtherFormat, with one sentence, where it holds data of another format; nothing is changed then
 */
export async function claimFormat(connection: Connection): Promise<void> {
  const marks = collectionOf<FormatRow>(connection, 'meta');
  const isOld = (await marks.findOne({ _id: 'format' })) === null && (await workspaceCollection(connection).findOne());
  if (!isOld) {
    const fresh = { $setOnInsert: { format: FORMAT } };
    await marks.updateOne({ _id: 'format' }, fresh, { upsert: true, writeConcern: MAJORITY });
  }
  const row = await marks.findOne({ _id: 'format' });
  if (row?.format === FORMAT) return;
  throw new OtherFormat(
    `these data are of format ${row?.format ?? 1} and this version needs format ${FORMAT}: use another DATA_DIR or database, and import the orders again`,
  );
}
