import type { Connection, mongo } from 'mongoose';
import type { CustomerId, WorkspaceId } from '../../domain/ids.schema.ts';
import { customerKey, type CustomerKey } from '../../domain/keys.ts';
import type { Channel } from '../../domain/decision/state.ts';
import type { Instant } from '../../domain/time.ts';
import { MAJORITY } from '../connection.ts';
import { createClearing } from './consent-history.ts';
import { collectionOf, isDuplicateKey } from '../schema.ts';

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
  /** Changes so far; left out before the first one since this is counted. */
  readonly revision?: number;
}

/** What is named changes: `null` forgets it, what is left out stays as it is. */
export interface ContactChange {
  readonly email?: string | null | undefined;
  readonly timezone?: string | null | undefined;
  /** One more word in the ledger; a repeat of the same one changes nothing. */
  readonly consent?: ConsentRecord | undefined;
}

export interface ContactStore {
  get(workspace: WorkspaceId, customer: CustomerId): Promise<ContactRow | null>;
  /** Changes what is named, at once and together; of several changes at the same time each one counts. */
  put(workspace: WorkspaceId, customer: CustomerId, change: ContactChange): Promise<ContactRow>;
  /** A repeat of the same record changes nothing. */
  addConsent(workspace: WorkspaceId, customer: CustomerId, consent: ConsentRecord): Promise<ContactRow>;
  /** Some of those that an earlier version stored, whose customers do not know that there is an address. */
  untold(limit: number): Promise<readonly ContactRow[]>;
  /** Their customers know. */
  noteTold(keys: readonly CustomerKey[]): Promise<void>;
}

function contactCollection(connection: Connection): mongo.Collection<ContactRow> {
  return collectionOf<ContactRow>(connection, 'contacts', [
    { keys: { workspace: 1, customer: 1 } },
    { keys: { revision: 1 } },
  ]);
}

function isGiven(value: string | null | undefined): value is string {
  return value !== undefined && value !== null;
}

/** The latest word on e-mail; of two at the same instant the withdrawal counts. */
export function emailConsent(contact: Pick<ContactRow, 'consents'> | null): ConsentRecord['status'] | 'none' {
  const said = (contact?.consents ?? []).filter(({ channel }) => channel === 'email');
  const latest = Math.max(...said.map(({ at }) => at));
  const last = said.filter(({ at }) => at === latest);
  if (last.length === 0) return 'none';
  return last.every(({ status }) => status === 'granted') ? 'granted' : 'withdrawn';
}

/** Changes a row, or makes it. */
function createChange(contacts: mongo.Collection<ContactRow>) {
  return async function change(
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
  };
}

const UNTOLD = { revision: { $exists: false } } as const;

export function mongoContactStore(connection: Connection): ContactStore {
  const contacts = contactCollection(connection);

  const change = createChange(contacts);
  const clear = createClearing(connection, contacts);

  async function put(
    workspace: WorkspaceId,
    customer: CustomerId,
    { email, timezone, consent }: ContactChange,
  ): Promise<ContactRow> {
    if (email === undefined && timezone === undefined && consent === undefined) {
      const _id = customerKey(workspace, customer);
      return (await contacts.findOne({ _id })) ?? { _id, workspace, customer, consents: [] };
    }
    return await change(workspace, customer, {
      $setOnInsert: { workspace, customer, ...(consent === undefined ? { consents: [] } : {}) },
      $set: { ...(isGiven(email) ? { email } : {}), ...(isGiven(timezone) ? { timezone } : {}) },
      $unset: { ...(email === null ? { email: 1 } : {}), ...(timezone === null ? { timezone: 1 } : {}) },
      ...(consent === undefined ? {} : { $addToSet: { consents: consent } }),
      $inc: { revision: 1 },
    });
  }

  return {
    async get(workspace, customer) {
      return await contacts.findOne({ _id: customerKey(workspace, customer) }, { readConcern: 'majority' });
    },
    put,
    async addConsent(workspace, customer, consent) {
      const row = await put(workspace, customer, { consent });
      await clear(row);
      return row;
    },
    async untold(limit) {
      return await contacts.find(UNTOLD).limit(limit).toArray();
    },
    async noteTold(keys) {
      const those = { _id: { $in: [...keys] }, ...UNTOLD };
      await contacts.updateMany(those, { $set: { revision: 0 } }, { writeConcern: MAJORITY });
    },
  };
}
