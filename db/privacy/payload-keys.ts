import { randomBytes } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Connection, mongo } from 'mongoose';
import type { CustomerId, WorkspaceId } from '../../domain/ids.schema.ts';
import { payloadCustomer, type PayloadKeyId } from '../../domain/privacy/payload-key.ts';
import { MINUTE } from '../../domain/time.ts';
import { MAJORITY } from '../connection.ts';
import { collectionOf } from '../schema.ts';
import type { Seals } from '../seal.ts';
import { mongoErasureStore } from './erasures.ts';

/** What Temporal keeps of one customer, or of a workspace besides, is closed with it. */
interface PayloadKeyRow {
  /** `workspace:customer`; `workspace` for all that is of no single customer. */
  readonly _id: PayloadKeyId;
  /** By `db/seal.ts`. */
  readonly sealed: string;
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

/** @param seals `undefined`: no key can be made or read */
export function mongoPayloadKeys(connection: Connection, seals: Seals | undefined): PayloadKeys {
  const rows: mongo.Collection<PayloadKeyRow> = collectionOf<PayloadKeyRow>(connection, 'payload_keys');
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
    if (row !== null) return opened(row);
    return { is: (await isErased(id)) ? 'erased' : 'unknown' };
  }

  return {
    find,
    async of(id) {
      const found = await find(id);
      if (found.is !== 'unknown') return found;
      if (seals === undefined) return { is: 'locked' };
      const sealed = seals.seal(randomBytes(KEY_BYTES).toString('base64url'), aboutOf(id));
      const options = { upsert: true, returnDocument: 'after', writeConcern: MAJORITY } as const;
      const row = await rows.findOneAndUpdate({ _id: id }, { $setOnInsert: { sealed } }, options);
      if (row === null) throw new Error('a key for what Temporal keeps could not be stored');
      return opened(row);
    },
  };
}

function aboutOf(id: PayloadKeyId): string {
  return `payload-key:${id}`;
}
