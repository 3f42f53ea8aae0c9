import { randomBytes } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Connection, mongo } from 'mongoose';
import type { CustomerId, WorkspaceId } from '../../domain/ids.schema.ts';
import { givenPayloadKey, payloadCustomer, type PayloadKeyId } from '../../domain/privacy/payload-key.ts';
import { MINUTE, type Instant } from '../../domain/time.ts';
import { MAJORITY } from '../connection.ts';
import { inPages, ROWS_AT_ONCE } from '../in-pages.ts';
import { collectionOf } from '../schema.ts';
import type { Seals } from '../seal.ts';
import { mongoErasureStore } from './erasures.ts';

/** What Temporal keeps of one customer, or of a workspace besides, is closed with it. */
interface PayloadKeyRow {
  /** `workspace:customer`; `workspace` for all that is of no single customer. */
  readonly _id: PayloadKeyId;
  /** By `db/seal.ts`. */
  readonly sealed: string;
  /** The name of the key that sealed it; left out by 0.12.0 and before. */
  readonly by?: string;
  /**
   * When it was made, by the wall clock, until it is known that its customer was not erased meanwhile: nothing is closed
   * with it so long.
   */
  readonly made?: Instant;
}

export type FoundKey =
  | { readonly is: 'key'; readonly key: Uint8Array }
  /** Deleted with its customer, or never made because they were erased before. */
  | { readonly is: 'erased' }
  | { readonly is: 'unknown' }
  /** SECRETS_KEY is not set, or lacks what it was sealed with. */
  | { readonly is: 'locked' };

export interface PayloadKeys {
  /** Made at the first call, and the same ever after; none is made for somebody who is erased. */
  of(id: PayloadKeyId): Promise<Exclude<FoundKey, { readonly is: 'unknown' }>>;
  find(id: PayloadKeyId): Promise<FoundKey>;
}

const KEY_BYTES = 32;
/** A process goes by a key for so long after it was deleted, and not a moment longer. */
const REMEMBERED = MINUTE;
/** Twice the customers that a worker has in memory. */
const MOST_REMEMBERED = 10_000;

/** What is due with keys now and then, whoever uses them. */
export interface PayloadKeyUpkeep {
  /**
   * Seals with the first key of SECRETS_KEY what another one has sealed. Repeatable.
   * @returns how many were, and how many no key of ours opens
   */
  reseal(): Promise<{ readonly resealed: number; readonly locked: number }>;
  /** Forgets keys that somebody began to make before this and died of: nothing was ever closed with them. */
  forgetUnmade(before: Instant): Promise<void>;
  /** Which of these workspaces have the one key of all that is of no single customer. */
  ofWorkspaces(workspaces: readonly WorkspaceId[]): Promise<readonly WorkspaceId[]>;
  forgetWorkspace(workspace: WorkspaceId): Promise<void>;
}

function payloadKeyCollection(connection: Connection): mongo.Collection<PayloadKeyRow> {
  return collectionOf<PayloadKeyRow>(connection, 'payload_keys', [
    { keys: { by: 1 } },
    { keys: { made: 1 }, options: { sparse: true } },
  ]);
}

/**
 * @param seals `undefined`: no key can be made or read
 * @param now wall clock
 */
export function mongoPayloadKeys(connection: Connection, seals: Seals | undefined, now: () => Instant): PayloadKeys {
  const rows = payloadKeyCollection(connection);
  const erasures = mongoErasureStore(connection);
  // Taken out by a timer, for an idle process must not keep them either.
  const known = new LRUCache<PayloadKeyId, Uint8Array>({ max: MOST_REMEMBERED, ttl: REMEMBERED, ttlAutopurge: true });

  async function isErased(id: PayloadKeyId): Promise<boolean> {
    const of = payloadCustomer(id);
    // An id that came with a payload may be anybody's: it is only compared.
    return of !== null && (await erasures.find(of.workspace as WorkspaceId, of.customer as CustomerId)) !== null;
  }

  function opened({ _id, sealed }: PayloadKeyRow): FoundKey & { readonly is: 'key' | 'locked' } {
    try {
      if (seals === undefined) return { is: 'locked' };
      const key = Buffer.from(seals.open(sealed, aboutOf(_id)), 'base64url');
      known.set(_id, key);
      return { is: 'key', key };
    } catch {
      return { is: 'locked' };
    }
  }

  async function find(id: PayloadKeyId): Promise<FoundKey> {
    const key = known.get(id);
    if (key !== undefined) return { is: 'key', key };
    const row = await rows.findOne({ _id: id }, { readConcern: 'majority' });
    if (row !== null && row.made === undefined) return opened(row);
    return { is: (await isErased(id)) ? 'erased' : 'unknown' };
  }

  return {
    find,
    async of(id) {
      const found = await find(id);
      if (found.is !== 'unknown') return found;
      if (seals === undefined) return { is: 'locked' };
      const sealed = seals.seal(randomBytes(KEY_BYTES).toString('base64url'), aboutOf(id));
      const made = { sealed, by: seals.name, made: now() };
      await rows.updateOne({ _id: id }, { $setOnInsert: made }, { upsert: true, writeConcern: MAJORITY });
      // Asked after it is there: whoever is marked as erased later than this has it looked for, and deleted.
      if (await isErased(id)) {
        await rows.deleteOne({ _id: id }, { writeConcern: MAJORITY });
        return { is: 'erased' };
      }
      const options = { returnDocument: 'after', writeConcern: MAJORITY } as const;
      const row = await rows.findOneAndUpdate({ _id: id }, { $unset: { made: 1 } }, options);
      if (row !== null) return opened(row);
      if (await isErased(id)) return { is: 'erased' };
      throw new Error('a key for what Temporal keeps could not be stored');
    },
  };
}

/** @param seals `undefined`: no key can be sealed anew */
export function mongoPayloadKeyUpkeep(connection: Connection, seals: Seals | undefined): PayloadKeyUpkeep {
  const rows = payloadKeyCollection(connection);
  return {
    async reseal() {
      let [resealed, locked] = [0, 0];
      if (seals === undefined) return { resealed, locked };
      const others = rows.find({ by: { $ne: seals.name } }).batchSize(ROWS_AT_ONCE);
      for await (const page of inPages(others, ROWS_AT_ONCE)) {
        const writes = page.flatMap((row) => resealing(seals, row));
        locked += page.length - writes.length;
        if (writes.length === 0) continue;
        const { modifiedCount } = await rows.bulkWrite(writes, { ordered: false, writeConcern: MAJORITY });
        resealed += modifiedCount;
      }
      return { resealed, locked };
    },
    async forgetUnmade(before) {
      await rows.deleteMany({ made: { $lte: before } }, { writeConcern: MAJORITY });
    },
    async ofWorkspaces(workspaces) {
      const ids = new Map(workspaces.map((workspace) => [givenPayloadKey(workspace), workspace]));
      const found = await rows.distinct('_id', { _id: { $in: [...ids.keys()] } });
      return found.flatMap((id) => ids.get(id) ?? []);
    },
    async forgetWorkspace(workspace) {
      await rows.deleteOne({ _id: givenPayloadKey(workspace) }, { writeConcern: MAJORITY });
    },
  };
}

/** Nothing where none of our keys opens it; where somebody else was here first, it stays as it is. */
function resealing(
  seals: Seals,
  { _id, sealed }: PayloadKeyRow,
): readonly mongo.AnyBulkWriteOperation<PayloadKeyRow>[] {
  try {
    const anew = seals.seal(seals.open(sealed, aboutOf(_id)), aboutOf(_id));
    return [{ updateOne: { filter: { _id, sealed }, update: { $set: { sealed: anew, by: seals.name } } } }];
  } catch {
    return [];
  }
}

function aboutOf(id: PayloadKeyId): string {
  return `payload-key:${id}`;
}
