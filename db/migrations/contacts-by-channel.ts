import type { mongo } from 'mongoose';
import { MAJORITY } from '../connection.ts';
import { contactCollection } from '../customers/contacts.ts';
import type { StoredContact } from '../customers/contact-row.ts';
import type { StoredProfile } from '../../domain/decision/upcast-state.ts';
import { collectionOf } from '../schema.ts';
import type { Migration } from './migration.ts';
import { changeRows } from './pages.ts';

interface CustomerBefore {
  readonly _id: string;
  readonly state: { readonly profile: StoredProfile };
}

/** What a version before 0.10 kept of e-mail, the only channel, by itself. */
const MOVED = {
  'state.profile.address': 'state.profile.addresses.email',
  'state.profile.email': 'state.profile.consents.email.marketing',
};

/** Keeps addresses and consents by channel and purpose, of contacts and of customers. */
export const contactsByChannel: Migration = {
  id: 'contacts-by-channel',
  to: 4,
  what: 'addresses and consents by channel',
  async run(connection, tell) {
    const contacts = contactCollection(connection);
    const left: mongo.Filter<StoredContact> = { email: { $exists: true } };
    const move = async (rows: readonly Pick<StoredContact, '_id'>[]) => {
      const theirs = { _id: { $in: rows.map(({ _id }) => _id) }, ...left };
      await contacts.updateMany(theirs, { $rename: { email: 'addresses.email' } }, { writeConcern: MAJORITY });
    };
    await changeRows(contacts, { left, projection: { _id: 1 }, change: move }, tell);
    const customers = collectionOf<CustomerBefore>(connection, 'customers');
    const before: mongo.Filter<CustomerBefore> = {
      $or: [{ 'state.profile.address': { $exists: true } }, { 'state.profile.email': { $exists: true } }],
    };
    const change = async (rows: readonly Pick<CustomerBefore, '_id'>[]) => {
      const theirs = { _id: { $in: rows.map(({ _id }) => _id) }, ...before };
      await customers.updateMany(theirs, { $rename: MOVED }, { writeConcern: MAJORITY });
    };
    await changeRows(customers, { left: before, projection: { _id: 1 }, change }, tell);
  },
};
