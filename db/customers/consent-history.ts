import { createHash } from 'node:crypto';
import type { Connection, mongo } from 'mongoose';
import type { CustomerId, WorkspaceId } from '../../domain/ids.schema.ts';
import type { CustomerKey } from '../../domain/keys.ts';
import { MAJORITY } from '../connection.ts';
import type { ConsentRecord, ContactRow, StoredContact } from './contact-row.ts';
import { collectionOf, isDuplicateKey } from '../schema.ts';

/** One word on consent that has made room for newer ones. */
interface ConsentRow extends ConsentRecord {
  /** `workspace:customer#hash`: the same word again is the same row. */
  readonly _id: string;
  readonly key: CustomerKey;
  readonly workspace: WorkspaceId;
  readonly customer: CustomerId;
}

/** A contact keeps so many words on consent itself, and up to twice as many between two clearings. */
const KEPT = 100;

/** All that a customer ever said on consent. */
export interface ConsentLedger {
  /** The newest first: those that the contact itself holds, and those that made room for them. */
  all(contact: Pick<ContactRow, '_id' | 'consents'>): Promise<readonly ConsentRecord[]>;
}

export function mongoConsentLedger(connection: Connection): ConsentLedger {
  const history = consentHistoryCollection(connection);
  return {
    async all({ _id: key, consents }) {
      const rows = await history.find({ key }).sort({ at: -1 }).limit(MOST_READ).batchSize(500).toArray();
      const older = rows.map(({ _id, key: _key, workspace: _workspace, customer: _customer, ...word }) => word);
      // A word that was moved half-way is in both places.
      const known = new Map([...older, ...consents].map((word) => [hashOf(word), word]));
      return [...known.values()].toSorted((one, other) => byAge(other, one));
    },
  };
}

/** Nobody has said more; whoever says something every hour for years is no person. */
const MOST_READ = 10_000;

export function consentHistoryCollection(connection: Connection): mongo.Collection<ConsentRow> {
  return collectionOf<ConsentRow>(connection, 'consents', [{ keys: { key: 1, at: 1 } }]);
}

/** Moves the oldest words of a contact into rows of their own, so that its document stays small. */
export function createClearing(connection: Connection, contacts: mongo.Collection<StoredContact>) {
  const history = consentHistoryCollection(connection);

  /** Repeatable at any point: what was moved half-way is in both places until it is moved again. */
  return async function clear(contact: ContactRow): Promise<void> {
    if (contact.consents.length <= 2 * KEPT) return;
    const old = contact.consents.toSorted(byAge).slice(0, -KEPT);
    const { _id: key, workspace, customer } = contact;
    const rows = old.map((word) => ({ ...word, _id: `${key}#${hashOf(word)}`, key, workspace, customer }));
    try {
      await history.insertMany(rows, { ordered: false, writeConcern: MAJORITY });
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
    await contacts.updateOne({ _id: key }, { $pullAll: { consents: old } }, { writeConcern: MAJORITY });
  };
}

/** Of two at one instant the withdrawal counts, so it is the one that stays. */
function byAge(one: ConsentRecord, other: ConsentRecord): number {
  return one.at - other.at || Number(one.status === 'withdrawn') - Number(other.status === 'withdrawn');
}

function hashOf({ channel, purpose, status, at, source, wording, proof }: ConsentRecord): string {
  const later = [purpose, proof].filter((part) => part !== undefined);
  return createHash('sha256')
    .update(JSON.stringify([channel, status, at, source, wording ?? null, ...later]))
    .digest('hex');
}
