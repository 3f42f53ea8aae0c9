import type { mongo } from 'mongoose';
import type { CustomerId, WorkspaceId } from '../../domain/ids.schema.ts';
import { customerKey } from '../../domain/keys.ts';
import type { OwnRows } from './register.ts';

/** A row of any part that holds rows of customers. */
export interface KeyedRow {
  readonly _id: string;
}

/** The same, with whatever it holds. */
export interface StoredRow extends KeyedRow {
  readonly [field: string]: unknown;
}

/** Whose rows are looked for, and what has to be known of them for that. */
export interface Whose {
  readonly workspace: WorkspaceId;
  readonly customer: CustomerId;
  /** Ids of the workspace's jobs: rows of theirs name them, and not it. */
  readonly work: readonly string[];
}

/** What finds rows by a filter alone; of the others somebody has to look at more. */
type ByFilter = Exclude<OwnRows, { readonly by: 'events' | 'lines' }>;

/** The filter that finds the rows of one customer within one part of a workspace. */
export function ownRows(own: ByFilter, whose: Whose): mongo.Filter<KeyedRow> {
  const { workspace, customer, work } = whose;
  const key = customerKey(workspace, customer);
  switch (own.by) {
    case 'key':
      return { [own.field]: key };
    case 'prefix':
      // A semicolon follows a colon.
      return { _id: { $gte: `${key}:`, $lt: `${key};` } };
    case 'field':
      return { workspace, customer };
    case 'pair':
      return { $or: [{ _id: key }, { [own.other]: key }] };
    case 'work':
      return { job: { $in: [...work] }, customer };
    case 'object': {
      const named = new RegExp(JSON.stringify(customer).replaceAll(/[^\w]/g, String.raw`\$&`));
      return {
        workspace,
        $or: [
          { 'object.kind': 'customer', 'object.id': customer },
          {
            'object.kind': 'job',
            $or: [{ 'difference.changed.before': named }, { 'difference.changed.after': named }],
          },
        ],
      };
    }
    case 'requests':
      return { _id: { $gte: `${workspace}:`, $lt: `${workspace};` }, 'requests.customer': customer };
    case 'named':
      return { workspace, $or: [{ 'options.to.customers': customer }, { 'options.except.customers': customer }] };
  }
}

/** Whether a line of a file, as it was kept, names somebody. */
export type NamesThem = (line: string) => boolean;

/** A word of a line: what ids and addresses are made of. */
const WORD = /[^\s,;|"'<>]+/gu;

/**
 * Tells the lines of files that name a customer from all others: by their id, by an address of theirs, or by one whose
 * pseudonym they are. A line that holds such a word by chance goes too.
 * @param pseudonym of an address
 */
export function namesThem(
  customer: CustomerId,
  addresses: ReadonlySet<string>,
  pseudonym: (address: string) => CustomerId,
): NamesThem {
  const isThem = (word: string) =>
    word === customer || addresses.has(word.toLowerCase()) || (word.includes('@') && pseudonym(word) === customer);
  return (line) => line.includes(`"${customer}"`) || (line.match(WORD) ?? []).some(isThem);
}

const ADDRESS = /@|\d{6}/;

/** What a stored contact holds of addresses and numbers, in small letters, wherever in it they stand. */
export function addressesIn(contact: unknown): readonly string[] {
  if (typeof contact === 'string') return ADDRESS.test(contact) ? [contact.trim().toLowerCase()] : [];
  if (typeof contact !== 'object' || contact === null) return [];
  return Object.values(contact).flatMap(addressesIn);
}
