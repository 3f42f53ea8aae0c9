import type { Connection, mongo } from 'mongoose';
import { MAJORITY } from './connection.ts';
import { collectionOf } from './schema.ts';
import { workspaceCollection } from './workspaces/workspaces.ts';

/** Grows with each change after which an earlier version cannot read the data any more. */
export const FORMAT = 5;

/** The oldest format that migrations start from. */
const OLDEST = 2;

interface FormatRow {
  readonly _id: 'format';
  readonly format: number;
  /** Ids of the migrations that were taken, or that the store never needed. Versions before 0.4.0 kept none. */
  readonly taken?: readonly string[];
}

/** Data that another version of Sojourn wrote, and this one cannot read. */
export class OtherFormat extends Error {
  override readonly name = 'OtherFormat';
}

/** One row for each thing that is known of the store as a whole. */
export function metaCollection<Row extends mongo.BSON.Document>(connection: Connection): mongo.Collection<Row> {
  return collectionOf<Row>(connection, 'meta');
}

/**
 * Marks an empty store as this version's own, with nothing to migrate.
 * @param migrations ids of all migrations of this version
 * @returns the format of the store, and which of the migrations it has not taken yet
 * @throws OtherFormat, with one sentence, where this version can read its data neither now nor later; nothing is changed then
 */
export async function claimFormat(
  connection: Connection,
  migrations: readonly string[],
): Promise<{ readonly format: number; readonly missing: readonly string[] }> {
  const rows = metaCollection<FormatRow>(connection);
  const isOld = (await rows.findOne({ _id: 'format' })) === null && (await workspaceCollection(connection).findOne());
  if (!isOld) {
    const fresh = { $setOnInsert: { format: FORMAT, taken: [...migrations] } };
    await rows.updateOne({ _id: 'format' }, fresh, { upsert: true, writeConcern: MAJORITY });
  }
  const { format, taken = [] } = (await rows.findOne({ _id: 'format' })) ?? { format: 1 };
  if (format < OLDEST || format > FORMAT) throw new OtherFormat(whyOther(format));
  return { format, missing: migrations.filter((id) => !taken.includes(id)) };
}

function whyOther(format: number): string {
  const these = `these data are of format ${format} and this version needs format ${FORMAT}`;
  return format > FORMAT
    ? `${these}: start the version that wrote them, or a later one`
    : `${these}: use another DATA_DIR or database, and import the orders again`;
}

/** From here on no earlier version starts on this store, whether or not everything is migrated yet. */
export async function raiseFormat(connection: Connection, to: number): Promise<void> {
  await metaCollection<FormatRow>(connection).updateOne(
    { _id: 'format' },
    { $max: { format: to } },
    { writeConcern: MAJORITY },
  );
}

/** Remembers that a migration was taken. */
export async function noteMigration(connection: Connection, id: string): Promise<void> {
  const change: mongo.UpdateFilter<FormatRow> = { $addToSet: { taken: id } };
  await metaCollection<FormatRow>(connection).updateOne({ _id: 'format' }, change, { writeConcern: MAJORITY });
}
