import type { Connection, mongo } from 'mongoose';
import type { Decision } from '../../domain/decision/decide.ts';
import type { CustomerId, WorkspaceId } from '../../domain/ids.schema.ts';
import { journalKey, type EventKey } from '../../domain/keys.ts';
import type { Playbook } from '../../domain/playbook.ts';
import { MAJORITY } from '../connection.ts';
import { lastTurnOf } from '../events/last-turn.ts';
import { appliedAmong } from '../events/applied.ts';
import { eventCollection, type EventRow } from '../events/events.ts';
import { journalCollection, type JournalRow } from '../events/journal.ts';
import { isDuplicateKey } from '../schema.ts';
import { customerRow } from './customer-row.ts';
import { arrivalOf, customerCollection, type Asleep, type CustomerRow, type StoredCustomerRow } from './customers.ts';
import { sameVersion } from './row-version.ts';

/** What was decided for a customer whose workflow was not woken for it. */
export interface DecidedAsleep {
  /** As it was read, and decided upon. */
  readonly was: CustomerRow;
  readonly entry: EventKey;
  readonly playbook: Playbook;
  readonly decision: Decision;
}

type OpenRow = Pick<EventRow, '_id' | 'workspace' | 'customer'>;

/** Puts what was decided asleep where everybody reads it. */
export interface AsleepStore {
  /** Those of these customers who have accepted events to take that their rows do not tell of: these come first. */
  busy(workspace: WorkspaceId, rows: readonly CustomerRow[]): Promise<readonly CustomerId[]>;
  /**
   * Each where nobody has written the row since it was read; whoever has heard of the entry otherwise. No turn passes and no
   * mark is made: the entry counts as applied when its customer's workflow has taken it, which replaces all of this. Repeatable.
   */
  write(decided: readonly DecidedAsleep[]): Promise<void>;
}

export function mongoAsleepStore(connection: Connection): AsleepStore {
  const customers = customerCollection(connection);
  const journal = journalCollection(connection);
  const events = eventCollection(connection);
  return {
    async busy(workspace, rows) {
      const known = new Set(rows.flatMap(asleepIn));
      const filter = { workspace, customer: { $in: rows.map(({ customer }) => customer) }, p: { $exists: true } };
      const open = await events.find(filter).project<OpenRow>({ workspace: 1, customer: 1 }).toArray();
      const applied = new Set(await appliedAmong(connection, open));
      return open.flatMap(({ _id, customer }) => (known.has(_id) || applied.has(_id) ? [] : [customer]));
    },
    // Rows before entries: of a row that somebody has written meanwhile, the entries are theirs.
    async write(decided) {
      const written = await Promise.all(decided.map(async (one) => ((await writeRow(customers, one)) ? [one] : [])));
      await writeEntries(journal, written.flat());
    },
  };
}

/** @returns whether the row was still as it was read */
async function writeRow(
  customers: mongo.Collection<StoredCustomerRow>,
  { was, ...of }: DecidedAsleep,
): Promise<boolean> {
  // Told apart by the playbook too: rules that were adopted asleep leave the version as it is.
  const filter = { _id: was._id, ...sameVersion(was), 'state.playbook': was.state.playbook };
  const { matchedCount } = await customers.updateOne(filter, { $set: pictureOf(was, of) }, { writeConcern: MAJORITY });
  return matchedCount === 1;
}

/** They give way to whatever an attempt at the row's turn, or a later turn, has written or will write. */
async function writeEntries(journal: mongo.Collection<JournalRow>, decided: readonly DecidedAsleep[]): Promise<void> {
  const writes = decided.flatMap(({ was, decision: { entries, state } }) => {
    const { _id: key, workspace, customer, turn, heard = 0 } = was;
    const $or = [{ turn: { $lt: turn } }, { turn, asleep: true as const }];
    return entries.map((entry) => {
      const replacement = { ...entry, workspace, customer, key, now: state.asOf, turn, heard, asleep: true as const };
      return { replaceOne: { filter: { _id: journalKey(key, entry.seq), $or }, replacement, upsert: true } };
    });
  });
  if (writes.length === 0) return;
  try {
    await journal.bulkWrite(writes, { ordered: false, writeConcern: MAJORITY });
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
  }
}

/** Entries that were decided asleep and that their workflow has not taken yet. */
export function asleepIn({ asleep }: CustomerRow): readonly EventKey[] {
  return asleep?.base === undefined ? [] : asleep.entries;
}

/** Whose row it is and which turn it is of stays. */
export function pictureOf(
  was: CustomerRow,
  { entry, playbook, decision }: Omit<DecidedAsleep, 'was'>,
): Partial<CustomerRow> {
  const state = { ...decision.state, turn: was.turn };
  const {
    _id,
    workspace: _workspace,
    customer: _customer,
    chain: _chain,
    ...fields
  } = customerRow(was, was._id, { state, next: decision.next }, playbook);
  const base = was.asleep?.base ?? was.state;
  const taken = was.asleep && (was.asleep.base ? was.asleep.taken : was.asleep.entries);
  const asleep: Asleep = { turn: was.turn, entries: [...asleepIn(was), entry], base, ...(taken ? { taken } : {}) };
  const arrived = was.arrived ?? arrivalOf(base, base.standing?.segment ?? null);
  return { ...fields, asleep, lastTurn: lastTurnWith(was, decision), ...(arrived ? { arrived } : {}) };
}

/** The turn of the row may still be decided again, and these entries after it. */
function lastTurnWith({ lastTurn, state }: CustomerRow, decision: Decision): NonNullable<CustomerRow['lastTurn']> {
  const more = lastTurnOf(decision.state, decision.entries);
  if (lastTurn === undefined) return { ...more, after: state.seq };
  const changes = [...(lastTurn.changes ?? []), ...(more.changes ?? [])];
  const told = [...(lastTurn.told ?? []), ...(more.told ?? [])];
  const rewards = [...(lastTurn.rewards ?? []), ...(more.rewards ?? [])];
  return {
    after: lastTurn.after,
    moves: [...lastTurn.moves, ...more.moves],
    ...(changes.length === 0 ? {} : { changes }),
    ...(told.length === 0 ? {} : { told }),
    ...(rewards.length === 0 ? {} : { rewards }),
  };
}
