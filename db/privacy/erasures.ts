import { createHmac, randomUUID } from 'node:crypto';
import type { Connection, mongo } from 'mongoose';
import type { CustomerId, WorkspaceId } from '../../domain/ids.schema.ts';
import type { Instant } from '../../domain/time.ts';
import { MAJORITY } from '../connection.ts';
import { mongoPseudonymKeyStore } from '../customers/pseudonym-keys.ts';
import { collectionOf } from '../schema.ts';

/**
 * Somebody who is erased. Their id is known here by a keyed hash alone once it is done: enough to refuse what comes
 * for it, and nothing to read.
 */
export interface ErasureRow {
  /** `workspace:hash` */
  readonly _id: string;
  readonly workspace: WorkspaceId;
  /** What sums go on under; drawn, and no id that a caller can send. */
  readonly alias: CustomerId;
  /** By the wall clock. */
  readonly at: Instant;
  /** Until it is done. */
  readonly customer?: CustomerId;
  /** Runs of their workflow that were found, until it is done: the receipt counts each of them once. */
  readonly runs?: readonly string[];
  readonly doneAt?: Instant;
}

/** An erasure under way. */
export type OpenErasure = ErasureRow & { readonly customer: CustomerId };

export interface ErasureStore {
  /** From here on nothing is taken for them. A repeat is answered with the row as it is. */
  mark(workspace: WorkspaceId, customer: CustomerId, now: Instant): Promise<ErasureRow>;
  find(workspace: WorkspaceId, customer: CustomerId): Promise<ErasureRow | null>;
  /** By the key of its row. */
  get(id: string): Promise<ErasureRow | null>;
  /** Those of these customers who are erased, or are being so. */
  among(workspace: WorkspaceId, customers: readonly CustomerId[]): Promise<ReadonlySet<CustomerId>>;
  /** Adds these to the runs that were found. @returns how many that are */
  noteRuns(id: string, runs: readonly string[]): Promise<number>;
  /** Those that are not done. */
  open(): Promise<readonly ErasureRow[]>;
  /** Forgets who it was. */
  finish(id: string, now: Instant): Promise<void>;
}

/** Ids that callers send hold no space. */
const ALIAS = 'erased ';
export const ALIASES = /^erased /;

/** Whether sums go on under it, and nobody is. */
export function isAlias(customer: string): boolean {
  return customer.startsWith(ALIAS);
}

export function mongoErasureStore(connection: Connection): ErasureStore {
  const erasures: mongo.Collection<ErasureRow> = collectionOf<ErasureRow>(connection, 'erasures', [
    { keys: { workspace: 1 } },
    { keys: { customer: 1 }, options: { partialFilterExpression: { customer: { $exists: true } } } },
  ]);
  const keys = mongoPseudonymKeyStore(connection);
  /** Never changed once made; what is not there yet is asked for again. */
  const known = new Map<WorkspaceId, Uint8Array>();

  async function keyOf(workspace: WorkspaceId): Promise<Uint8Array | null> {
    const key = known.get(workspace) ?? (await keys.find(workspace));
    if (key !== null) known.set(workspace, key);
    return key;
  }

  async function find(workspace: WorkspaceId, customer: CustomerId): Promise<ErasureRow | null> {
    const key = await keyOf(workspace);
    if (key === null) return null;
    return await erasures.findOne({ _id: idOf(workspace, customer, key) }, { readConcern: 'majority' });
  }

  return {
    async mark(workspace, customer, now) {
      const _id = idOf(workspace, customer, await keys.of(workspace));
      const made = { workspace, customer, at: now, alias: `${ALIAS}${randomUUID()}` as CustomerId };
      const options = { upsert: true, returnDocument: 'after', writeConcern: MAJORITY } as const;
      const row = await erasures.findOneAndUpdate({ _id }, { $setOnInsert: made }, options);
      if (row === null) throw new Error(`an erasure in workspace ${workspace} could not be stored`);
      return row;
    },
    find,
    async get(id) {
      return await erasures.findOne({ _id: id });
    },
    async among(workspace, customers) {
      // Without a key nobody was ever erased.
      const key = await keyOf(workspace);
      if (key === null || customers.length === 0) return new Set();
      const ids = new Map(customers.map((customer) => [idOf(workspace, customer, key), customer]));
      const rows = erasures.find({ _id: { $in: [...ids.keys()] } }, { readConcern: 'majority' });
      const found = await rows.project<Pick<ErasureRow, '_id'>>({ _id: 1 }).toArray();
      return new Set(found.flatMap(({ _id }) => ids.get(_id) ?? []));
    },
    async open() {
      return await erasures.find({ customer: { $exists: true } }).toArray();
    },
    ...endingOf(erasures),
  };
}

/** What is noted of an erasure under way, and forgotten when it is done. */
function endingOf(erasures: mongo.Collection<ErasureRow>): Pick<ErasureStore, 'noteRuns' | 'finish'> {
  return {
    async noteRuns(id, runs) {
      const change = { $addToSet: { runs: { $each: [...runs] } } };
      const options = { returnDocument: 'after', writeConcern: MAJORITY } as const;
      return (await erasures.findOneAndUpdate({ _id: id }, change, options))?.runs?.length ?? 0;
    },
    async finish(id, now) {
      const change = { $set: { doneAt: now }, $unset: { customer: 1, runs: 1 } } as const;
      await erasures.updateOne({ _id: id }, change, { writeConcern: MAJORITY });
    },
  };
}

/** Under a name of its own, so that it is no pseudonym of an address that is alike. */
function idOf(workspace: WorkspaceId, customer: CustomerId, key: Uint8Array): string {
  return `${workspace}:${createHmac('sha256', key).update(`erased:${customer}`).digest('hex')}`;
}

/** Those of these rows whose customers are erased. */
export async function erasedAmong<Row extends { readonly workspace: WorkspaceId; readonly customer: CustomerId }>(
  { among }: Pick<ErasureStore, 'among'>,
  rows: readonly Row[],
): Promise<ReadonlySet<Row>> {
  const found = new Set<Row>();
  for (const workspace of new Set(rows.map((row) => row.workspace))) {
    const theirs = rows.filter((row) => row.workspace === workspace);
    const erased = await among(workspace, [...new Set(theirs.map((row) => row.customer))]);
    for (const row of theirs) if (erased.has(row.customer)) found.add(row);
  }
  return found;
}
