import type { Connection, mongo } from 'mongoose';
import type { CustomerId, WorkspaceId } from '../domain/ids.schema.ts';
import { customerKey, type CustomerKey } from '../domain/keys.ts';
import type { Channel } from '../domain/state.ts';
import type { Instant } from '../domain/time.ts';
import { MAJORITY } from './connection.ts';
import { createClearing } from './consent-history.ts';
import { collectionOf, isDuplicateKey } from './schema.ts';

/** One entry of the consent ledger: who said what, when, where, in answer to which words. */
export interface ConsentRecord {
  readonly channel: Channel;
  readonly status: 'granted' | 'withdrawn';
  readonly at: Instant;
  /** Where it was said, such as `checkout`. */
  readonly source: string;
  /** The exact text that was agreed to. */
  readonly wording?: string;
}

/** The only place with personal data. */
export interface ContactRow {
  readonly _id: CustomerKey;
  readonly workspace: WorkspaceId;
  readonly customer: CustomerId;
  readonly email?: string;
  /** IANA zone. */
  readonly timezone?: string;
  /** The newest at least; older ones lie in the history of consents, and none is ever rewritten. */
  readonly consents: readonly ConsentRecord[];
}

export interface ContactStore {
  get(workspace: WorkspaceId, customer: CustomerId): Promise<ContactRow | null>;
  /** Replaces address and time zone: what is left out is forgotten. Consents stay. */
  put(
    workspace: WorkspaceId,
    customer: CustomerId,
    contact: { readonly email?: string; readonly timezone?: string },
  ): Promise<ContactRow>;
  /** A repeat of the same record changes nothing. */
  addConsent(workspace: WorkspaceId, customer: CustomerId, consent: ConsentRecord): Promise<ContactRow>;
}

function contactCollection(connection: Connection): mongo.Collection<ContactRow> {
  return collectionOf<ContactRow>(connection, 'contacts', [{ keys: { workspace: 1, customer: 1 } }]);
}

/** The latest word on e-mail; of two at the same instant the withdrawal counts. */
export function emailConsent(contact: Pick<ContactRow, 'consents'> | null): ConsentRecord['status'] | 'none' {
  const said = (contact?.consents ?? []).filter(({ channel }) => channel === 'email');
  const latest = Math.max(...said.map(({ at }) => at));
  const last = said.filter(({ at }) => at === latest);
  if (last.length === 0) return 'none';
  return last.every(({ status }) => status === 'granted') ? 'granted' : 'withdrawn';
}

export function mongoContactStore(connection: Connection): ContactStore {
  const contacts = contactCollection(connection);
  const clear = createClearing(connection, contacts);

  async function change(
    workspace: WorkspaceId,
    customer: CustomerId,
    update: mongo.UpdateFilter<ContactRow>,
  ): Promise<ContactRow> {
    const key = customerKey(workspace, customer);
    const attempt = async () =>
      await contacts.findOneAndUpdate({ _id: key }, update, {
        upsert: true,
        returnDocument: 'after',
        writeConcern: MAJORITY,
      });
    // Two that both find no row both insert it: the one that lost then finds it.
    const row = await attempt().catch((error: unknown) => {
      if (isDuplicateKey(error)) return attempt();
      throw error;
    });
    if (row === null) throw new Error(`the contact of a customer in workspace ${workspace} could not be stored`);
    return row;
  }

  return {
    async get(workspace, customer) {
      return await contacts.findOne({ _id: customerKey(workspace, customer) }, { readConcern: 'majority' });
    },
    async put(workspace, customer, { email, timezone }) {
      return await change(workspace, customer, {
        $setOnInsert: { workspace, customer, consents: [] },
        $set: { ...(email === undefined ? {} : { email }), ...(timezone === undefined ? {} : { timezone }) },
        $unset: { ...(email === undefined ? { email: 1 } : {}), ...(timezone === undefined ? { timezone: 1 } : {}) },
      });
    },
    async addConsent(workspace, customer, consent) {
      const row = await change(workspace, customer, {
        $setOnInsert: { workspace, customer },
        $addToSet: { consents: consent },
      });
      await clear(row);
      return row;
    },
  };
}
