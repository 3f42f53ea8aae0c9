import type { Connection, mongo } from 'mongoose';
import type { CustomerId, JourneyId, WorkspaceId } from '../../domain/ids.schema.ts';
import type { JournalEntry } from '../../domain/decision/decision.ts';
import { customerKey, journalKey, type CustomerKey } from '../../domain/keys.ts';
import { standingsNow } from '../../domain/journey/earlier.ts';
import { allInside } from '../../domain/journey/standing.ts';
import { ledgerKeptNow } from '../../domain/ledger/ledger.ts';
import type { CustomerState } from '../../domain/decision/state.ts';
import { upcastRules, type StoredState } from '../../domain/decision/upcast-state.ts';
import type { Instant } from '../../domain/time.ts';
import { MAJORITY } from '../connection.ts';
import { arrivalOf, customerCollection, readCustomer, type CustomerFilter, type CustomerRow } from './customers.ts';
import { eventCollection, type EventRow } from '../events/events.ts';
import { journalCollection, type JournalRow } from '../events/journal.ts';
import { isDuplicateKey } from '../schema.ts';
import { inPages, ROWS_AT_ONCE } from '../in-pages.ts';
import { sameVersion } from './row-version.ts';

/** Enough to tell whether a customer's row has to be read. */
export interface CustomerMark {
  readonly _id: CustomerKey;
  readonly rules: CustomerState['rules'];
}

/** One customer's row as it was read, and as it is under other rules. */
export interface Adopting {
  readonly was: CustomerRow;
  readonly is: CustomerRow;
  /** What the journal tells of it; `null` where it tells nothing. */
  readonly entry: JournalEntry | null;
}

/** What one customer has bought, and their signs of life. */
export type Buyer = Pick<CustomerState, 'ledger' | 'signals'>;

/** Everybody of a workspace, in a fixed order, without keeping a cursor open for long. */
export interface CustomerPages {
  count(workspace: WorkspaceId): Promise<number>;
  /** The next ones after `after`, in order of their keys. */
  marks(workspace: WorkspaceId, after: CustomerKey | null, limit: number): Promise<readonly CustomerMark[]>;
  /** Of these, as they are stored now. */
  marksOf(keys: readonly CustomerKey[]): Promise<readonly CustomerMark[]>;
  /** As they are stored now, in order of their keys. */
  rows(keys: readonly CustomerKey[]): Promise<readonly CustomerRow[]>;
  /** Customers with accepted events that wait for nothing, and no row: every one of them is lost. */
  strangers(workspace: WorkspaceId): AsyncIterable<CustomerId>;
  /**
   * Puts what customers are under other rules in the place of what they were, where nobody has written them since. They
   * have decided on nothing: turn and applied events stay as they are. An entry is of the turn that is over, so that the
   * next one may always replace it.
   */
  adopt(rows: readonly Adopting[], now: Instant): Promise<void>;
  /** Whether anybody is inside of an earlier version of a journey than this one. */
  isInsideBefore(workspace: WorkspaceId, journey: JourneyId, version: number): Promise<boolean>;
  /** Of everybody who has ever bought, in order of their keys. */
  buyers(workspace: WorkspaceId): AsyncIterable<Buyer>;
}

const STRANGERS_PAGE = 500;

/** Answered by an index alone: one entry per event, in order of customers. */
async function* eachCustomer(events: mongo.Collection<EventRow>, workspace: WorkspaceId): AsyncGenerator<CustomerId> {
  const rows = events
    .find({ workspace })
    .batchSize(ROWS_AT_ONCE)
    .project<Pick<EventRow, 'customer'>>({ _id: 0, customer: 1 });
  let last: CustomerId | undefined;
  for await (const { customer } of rows.sort({ workspace: 1, customer: 1, 'event.at': 1 })) {
    if (customer !== last) yield customer;
    last = customer;
  }
}

export function mongoCustomerPages(connection: Connection): CustomerPages {
  const customers = customerCollection(connection);
  const events = eventCollection(connection);
  const journal = journalCollection(connection);
  return {
    async count(workspace) {
      return await customers.countDocuments({ workspace });
    },
    async marks(workspace, after, limit) {
      const page = customers.find(keysOf(workspace, after), { readConcern: 'majority' });
      const rows = page.project<RulesOnly>({ 'state.rules': 1 });
      return (await rows.sort({ _id: 1 }).limit(limit).toArray()).map(markOf);
    },
    async marksOf(keys) {
      const rows = customers.find({ _id: { $in: [...keys] } }).project<RulesOnly>({ 'state.rules': 1 });
      return (await rows.toArray()).map(markOf);
    },
    async adopt(rows, now) {
      await writeEntries(journal, rows, now);
      await writeRows(customers, rows);
    },
    async rows(keys) {
      const some = customers.find({ _id: { $in: [...keys] } }, { readConcern: 'majority' });
      return (await some.sort({ _id: 1 }).toArray()).map(readCustomer);
    },
    async *strangers(workspace) {
      for await (const page of inPages(eachCustomer(events, workspace), STRANGERS_PAGE)) {
        const keys = page.map((customer) => customerKey(workspace, customer));
        const known = await customers
          .find({ _id: { $in: keys } })
          .project<{ _id: CustomerKey }>({ _id: 1 })
          .toArray();
        const ids = new Set(known.map(({ _id }) => _id));
        for (const customer of page) {
          if (ids.has(customerKey(workspace, customer))) continue;
          const closed = { p: { $exists: false }, ahead: { $exists: false }, aside: { $exists: false } };
          if (await events.findOne({ workspace, customer, ...closed })) yield customer;
        }
      }
    },
    isInsideBefore: (workspace, journey, version) => isInsideBefore(customers, { workspace, journey, version }),
    buyers: (workspace) => eachBuyer(customers, workspace),
  };
}

/**
 * Keys begin with the workspace and a colon, and a semicolon follows a colon. They are branded text, so the driver's filter
 * type cannot know that they compare with it.
 */
function keysOf(workspace: WorkspaceId, after: CustomerKey | null): CustomerFilter {
  return { _id: { $gt: after ?? `${workspace}:`, $lt: `${workspace};` } } as CustomerFilter;
}

async function* eachBuyer(
  customers: ReturnType<typeof customerCollection>,
  workspace: WorkspaceId,
): AsyncGenerator<Buyer> {
  const rows = customers
    .find({ ...keysOf(workspace, null), 'state.ledger.orders': { $gt: 0 } })
    .batchSize(ROWS_AT_ONCE)
    .sort({ _id: 1 })
    .project<{ state: Pick<StoredState, 'ledger' | 'signals'> }>({ _id: 0, 'state.ledger': 1, 'state.signals': 1 });
  for await (const { state } of rows) yield { ledger: ledgerKeptNow(state.ledger), signals: state.signals };
}

/** Before the rows: what lies beyond the state of a row has not happened. */
async function writeEntries(
  journal: mongo.Collection<JournalRow>,
  rows: readonly Adopting[],
  now: Instant,
): Promise<void> {
  const writes = rows.flatMap(({ was: { _id: key, workspace, customer, turn }, entry }) => {
    if (entry === null) return [];
    const filter = { _id: journalKey(key, entry.seq), turn: { $lte: turn } };
    const replacement = { ...entry, workspace, customer, key, now, turn, heard: 0 };
    return [{ replaceOne: { filter, replacement, upsert: true } }];
  });
  if (writes.length === 0) return;
  try {
    await journal.bulkWrite(writes, { ordered: false, writeConcern: MAJORITY });
  } catch (error) {
    // Who has decided meanwhile has written more than this; their row is another one by now, too.
    if (!isDuplicateKey(error)) throw error;
  }
}

async function writeRows(customers: ReturnType<typeof customerCollection>, rows: readonly Adopting[]): Promise<void> {
  const writes = rows.map(({ was, is }) => {
    // Told apart by the playbook too: an attempt that thaws late may not put older rules back.
    const filter = { _id: was._id, ...sameVersion(was), 'state.playbook': was.state.playbook };
    // Once the journal tells anything, the state no more says when an import brought them.
    const arrived = was.arrived ?? arrivalOf(was.state, was.segment);
    return { updateOne: { filter, update: { $set: { ...fieldsOf(is), ...(arrived ? { arrived } : {}) } } } };
  });
  if (writes.length > 0) await customers.bulkWrite(writes, { ordered: false, writeConcern: MAJORITY });
}

/** Few are read: it stops at the first. */
async function isInsideBefore(
  customers: ReturnType<typeof customerCollection>,
  { workspace, journey, version }: { workspace: WorkspaceId; journey: JourneyId; version: number },
): Promise<boolean> {
  const those = customers.find({ workspace, inside: journey }).project<{ state: Pick<StoredState, 'journeys'> }>({
    [`state.journeys.${journey}`]: 1,
  });
  for await (const { state } of those) {
    if (allInside(standingsNow(state.journeys)).some(([, inside]) => inside.version < version)) return true;
  }
  return false;
}

interface RulesOnly {
  readonly _id: CustomerKey;
  readonly state: Pick<StoredState, 'rules'>;
}

function markOf({ _id, state }: RulesOnly): CustomerMark {
  return { _id, rules: upcastRules(state.rules) };
}

/** Whose row it is and which version of it stays. What it is counted under may differ, so it is counted again. */
function fieldsOf(row: CustomerRow) {
  const { _id, workspace: _workspace, customer: _customer, chain: _chain, turn: _turn, asOf: _asOf, ...fields } = row;
  return fields;
}
