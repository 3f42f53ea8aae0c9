import type { Connection, mongo } from 'mongoose';
import type { CustomerId, WorkspaceId } from '../../domain/ids.schema.ts';
import { customerKey, type CustomerKey } from '../../domain/keys.ts';
import { byChannel, CHANNELS, type ByChannel, type Channel } from '../../domain/channels/channel.ts';
import { MAJORITY } from '../connection.ts';
import {
  contactNow,
  type ConsentRecord,
  type ContactRow,
  type StoredContact,
  type Unreachable,
} from './contact-row.ts';
import { createClearing } from './consent-history.ts';
import { collectionOf, isDuplicateKey } from '../schema.ts';

/** What is named changes: `null` forgets it, what is left out stays as it is. */
export interface ContactChange {
  readonly addresses?: ByChannel<string | null> | undefined;
  readonly timezone?: string | null | undefined;
  /** More words in the ledger; a repeat of the same one changes nothing. */
  readonly consents?: readonly ConsentRecord[] | undefined;
}

export interface ContactStore {
  get(workspace: WorkspaceId, customer: CustomerId): Promise<ContactRow | null>;
  /** Changes what is named, at once and together; of several changes at the same time each one counts. */
  put(workspace: WorkspaceId, customer: CustomerId, change: ContactChange): Promise<ContactRow>;
  /** Whoever has this address on this channel; mostly one, and several where people share a phone. */
  having(workspace: WorkspaceId, channel: Channel, address: string): Promise<readonly ContactRow[]>;
  /**
   * Notes that an address is refused for good.
   * @returns `null` where it is not theirs any more
   */
  noteUnreachable(
    workspace: WorkspaceId,
    customer: CustomerId,
    channel: Channel,
    refused: Unreachable,
  ): Promise<ContactRow | null>;
  /** Their address on a channel leads somewhere again. */
  noteReachable(workspace: WorkspaceId, customer: CustomerId, channel: Channel): Promise<void>;
  /** The register of messages has to hear of everybody in a workspace: it is on from now. */
  allForRegister(workspace: WorkspaceId): Promise<void>;
  /** The register has to hear of somebody, though nothing of their contact has changed. */
  noteForRegister(workspace: WorkspaceId, customer: CustomerId): Promise<void>;
  /** Some of those of whom the register may have to hear. */
  forRegister(workspace: WorkspaceId, limit: number): Promise<readonly ContactRow[]>;
  /** It was seen to, unless something has changed since. */
  noteRegistered(row: ContactRow): Promise<void>;
  /** Some of those that an earlier version stored, whose customers do not know that there is an address. */
  untold(limit: number): Promise<readonly ContactRow[]>;
  /** Their customers know. */
  noteTold(keys: readonly CustomerKey[]): Promise<void>;
}

const FOR_REGISTER = { forRegister: 1 } as const;

export function contactCollection(connection: Connection): mongo.Collection<StoredContact> {
  return collectionOf<StoredContact>(connection, 'contacts', [
    { keys: { workspace: 1, customer: 1 } },
    { keys: { revision: 1 } },
    { keys: { workspace: 1, forRegister: 1 }, options: { partialFilterExpression: FOR_REGISTER } },
    ...CHANNELS.map((channel) => {
      const address = `addresses.${channel}`;
      return {
        keys: { workspace: 1, [address]: 1 },
        options: { partialFilterExpression: { [address]: { $exists: true } } },
      } as const;
    }),
  ]);
}

function isGiven(value: string | null | undefined): value is string {
  return value !== undefined && value !== null;
}

/** Changes a row, or makes it. */
function createChange(contacts: mongo.Collection<StoredContact>) {
  return async function change(
    workspace: WorkspaceId,
    customer: CustomerId,
    update: mongo.UpdateFilter<StoredContact>,
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
    return contactNow(row);
  };
}

/** Nobody's word may make us read more. */
const MOST_SHARING = 20;
const UNTOLD = { revision: { $exists: false } } as const;

/** See `ContactStore.put`. */
function createPut(
  contacts: mongo.Collection<StoredContact>,
  change: ReturnType<typeof createChange>,
  clear: ReturnType<typeof createClearing>,
): ContactStore['put'] {
  return async function put(
    workspace: WorkspaceId,
    customer: CustomerId,
    { addresses = {}, timezone, consents = [] }: ContactChange,
  ): Promise<ContactRow> {
    const named = byChannel(addresses);
    if (named.length === 0 && timezone === undefined && consents.length === 0) {
      const _id = customerKey(workspace, customer);
      const row = await contacts.findOne({ _id });
      return row === null ? { _id, workspace, customer, addresses: {}, consents: [] } : contactNow(row);
    }
    const row = await change(workspace, customer, {
      $setOnInsert: { workspace, customer, ...(consents.length === 0 ? { consents: [] } : {}) },
      $set: {
        ...Object.fromEntries(
          named.filter(([, to]) => isGiven(to)).map(([channel, to]) => [`addresses.${channel}`, to]),
        ),
        ...(isGiven(timezone) ? { timezone } : {}),
        // In the same write, so that nothing is lost; where the register is off nobody ever looks.
        ...(named.length + consents.length > 0 ? FOR_REGISTER : {}),
      },
      $unset: {
        ...Object.fromEntries(named.filter(([, to]) => to === null).map(([channel]) => [`addresses.${channel}`, 1])),
        // Where a version before 0.10 kept it.
        ...(addresses.email === undefined ? {} : { email: 1 }),
        ...(timezone === null ? { timezone: 1 } : {}),
      },
      ...(consents.length === 0 ? {} : { $addToSet: { consents: { $each: [...consents] } } }),
      $inc: { revision: 1 },
    });
    await clear(row);
    return row;
  };
}

export function mongoContactStore(connection: Connection): ContactStore {
  const contacts = contactCollection(connection);

  const put = createPut(contacts, createChange(contacts), createClearing(connection, contacts));

  return {
    async get(workspace, customer) {
      const row = await contacts.findOne({ _id: customerKey(workspace, customer) }, { readConcern: 'majority' });
      return row && contactNow(row);
    },
    put,
    async having(workspace, channel, address) {
      const theirs: mongo.Filter<StoredContact> = { workspace, [`addresses.${channel}`]: address };
      return (await contacts.find(theirs).limit(MOST_SHARING).toArray()).map(contactNow);
    },
    async noteUnreachable(workspace, customer, channel, refused) {
      const row = await contacts.findOneAndUpdate(
        { _id: customerKey(workspace, customer), [`addresses.${channel}`]: refused.address },
        { $set: { [`unreachable.${channel}`]: refused }, $inc: { revision: 1 } },
        { returnDocument: 'after', writeConcern: MAJORITY },
      );
      return row && contactNow(row);
    },
    async noteReachable(workspace, customer, channel) {
      const _id = customerKey(workspace, customer);
      await contacts.updateOne({ _id }, { $unset: { [`unreachable.${channel}`]: 1 } }, { writeConcern: MAJORITY });
    },
    ...registerOf(contacts),
    async untold(limit) {
      return (await contacts.find(UNTOLD).limit(limit).toArray()).map(contactNow);
    },
    async noteTold(keys) {
      const those = { _id: { $in: [...keys] }, ...UNTOLD };
      await contacts.updateMany(those, { $set: { revision: 0 } }, { writeConcern: MAJORITY });
    },
  };
}

type ForRegister = 'allForRegister' | 'noteForRegister' | 'forRegister' | 'noteRegistered';

function registerOf(contacts: mongo.Collection<StoredContact>): Pick<ContactStore, ForRegister> {
  return {
    async allForRegister(workspace) {
      await contacts.updateMany({ workspace }, { $set: FOR_REGISTER }, { writeConcern: MAJORITY });
    },
    async noteForRegister(workspace, customer) {
      const _id = customerKey(workspace, customer);
      await contacts.updateOne({ _id }, { $set: FOR_REGISTER }, { writeConcern: MAJORITY });
    },
    async forRegister(workspace, limit) {
      const rows = contacts
        .find({ workspace, ...FOR_REGISTER })
        .limit(limit)
        .batchSize(limit);
      return (await rows.toArray()).map(contactNow);
    },
    async noteRegistered({ _id, revision }) {
      const same = { _id, ...(revision === undefined ? { revision: { $exists: false } } : { revision }) };
      await contacts.updateOne(same, { $unset: { forRegister: 1 } }, { writeConcern: MAJORITY });
    },
  };
}
