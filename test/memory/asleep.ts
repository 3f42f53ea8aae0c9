import { asleepIn, pictureOf, type AsleepStore, type DecidedAsleep } from '../../db/customers/asleep.ts';
import type { CustomerRow } from '../../db/customers/customers.ts';
import { versionText } from '../../db/customers/row-version.ts';
import { isTaken } from '../../db/events/applied.ts';
import type { EventRow } from '../../db/events/events.ts';
import type { JournalRow } from '../../db/events/journal.ts';
import { journalKey } from '../../domain/keys.ts';
import { SAFE, type RoundTrip, type Tables } from './tables.ts';

/** The store of what was decided asleep, in memory; it behaves as the one in MongoDB does, see the contract suite. */
export function memoryAsleepStore(tables: Tables, trip: RoundTrip = SAFE): AsleepStore {
  return {
    async busy(workspace, those) {
      const known = those.flatMap(asleepIn);
      const isOpen = (row: EventRow, of: CustomerRow) =>
        row.workspace === workspace && row.customer === of.customer && row.p !== undefined && !known.includes(row._id);
      const isApplied = ({ _id }: EventRow, { turn, state }: CustomerRow) =>
        isTaken(_id, tables.marks.majority.get(_id), { turn, rest: state.rest });
      return await trip(() => {
        const rows = [...tables.events.local.values()];
        const now = (of: CustomerRow) => tables.customers.majority.get(of._id) ?? of;
        const isBusy = (of: CustomerRow) => rows.some((row) => isOpen(row, of) && !isApplied(row, now(of)));
        return those.filter(isBusy).map(({ customer }) => customer);
      });
    },
    async write(decided) {
      if (decided.length === 0) return;
      const written = await trip(() => {
        const replaced = decided.filter((one) => replaceRow(tables, one));
        tables.confirm();
        return replaced;
      });
      if (written.length === 0) return;
      await trip(() => {
        for (const one of written) writeEntries(tables, one);
        tables.confirm();
      });
    },
  };
}

function replaceRow(tables: Tables, { was, ...of }: DecidedAsleep): boolean {
  const stored = tables.customers.local.get(was._id);
  if (stored === undefined || versionText(stored) !== versionText(was)) return false;
  if (stored.state.playbook !== was.state.playbook) return false;
  tables.customers.set(was._id, { ...stored, ...pictureOf(was, of) });
  return true;
}

function writeEntries(tables: Tables, { was, decision: { entries, state } }: DecidedAsleep): void {
  const { _id: key, workspace, customer, turn, heard = 0 } = was;
  for (const entry of entries) {
    const _id = journalKey(key, entry.seq);
    const stored = tables.journal.local.get(_id);
    if (stored && stored.turn >= turn && !(stored.turn === turn && stored.asleep)) continue;
    const row: JournalRow = { ...entry, _id, workspace, customer, key, now: state.asOf, turn, heard, asleep: true };
    tables.journal.set(_id, row);
  }
}
