import type { CustomerRow } from '../../db/customers/customers.ts';
import { DecidedAsleepError, entriesFor } from '../../db/events/asleep-entries.ts';
import {
  loadedFrom,
  rememberedOf,
  type DecisionRecord,
  type DecisionStore,
  type Loaded,
} from '../../db/events/decisions.ts';
import type { EventRow } from '../../db/events/events.ts';
import { factsOf } from '../../db/events/order-facts.ts';
import type { JournalRow } from '../../db/events/journal.ts';
import type { CustomerEvent } from '../../domain/events/event.ts';
import { keyPointsIn } from '../../domain/loyalty/key-points.ts';
import { journalKey, type EventKey } from '../../domain/keys.ts';
import { SAFE, type RoundTrip, type Tables } from './tables.ts';

/** The decision store in memory; it behaves as the one in MongoDB does, see the contract suite. */
export function memoryDecisionStore(tables: Tables, trip: RoundTrip = SAFE): DecisionStore {
  const insertMarks = ({ applied, turn }: DecisionRecord) =>
    trip(() => {
      for (const key of applied) if (!tables.marks.local.has(key)) tables.marks.set(key, turn);
      tables.confirm();
    });
  const writeJournal = (record: DecisionRecord) => trip(() => replaceEntries(tables, record));
  const writeCustomer = (record: DecisionRecord) => trip(() => replaceCustomer(tables, record));

  return {
    async load(key, chain) {
      return await trip(() => loadedFrom(tables.customers.majority.get(key) ?? null, chain));
    },
    async events(customer, keys) {
      if (keys.length === 0) return [];
      const rows = () => keys.flatMap((key) => tables.events.local.get(key) ?? []);
      return await trip(() => rows().flatMap((row) => (row.customer === customer && !row.aside ? [row.event] : [])));
    },
    async appliedTurns(keys) {
      return await trip(() => new Map(keys.flatMap((key) => turnOf(tables, key))));
    },
    async orderFacts({ customer, keys, turn, base, rest }) {
      if (keys.length === 0) return new Map();
      const isAsked = (row: EventRow) => keys.includes(row._id) || (row.order && keys.includes(row.order));
      const isApplied = (row: EventRow) =>
        (!rest?.includes(row._id) && (tables.marks.local.get(row._id) ?? Infinity) < turn) ||
        (base !== undefined && row.import === base);
      return await trip(() => {
        const applied: CustomerEvent[] = [];
        for (const row of tables.events.local.values()) {
          if (row.customer === customer && isAsked(row) && isApplied(row)) applied.push(row.event);
        }
        return new Map(keys.map((key) => [key, factsOf(key, applied)]));
      });
    },
    async keyPoints({ key, turn, seq, keys }) {
      return await trip(() => {
        const rows = [...tables.journal.local.values()].filter(
          (row) => row.key === key && row.turn < turn && row.seq <= seq,
        );
        const facts = rows.toSorted((a, b) => a.seq - b.seq).flatMap(({ loyalty = [] }) => loyalty);
        return new Map([...keyPointsIn(facts)].filter(([known]) => keys.includes(known)));
      });
    },
    async history({ workspace, customer, turn, base, rest }) {
      return await trip(() => {
        const rows = [...tables.events.local.values()].filter(
          (row) => row.workspace === workspace && row.customer === customer,
        );
        const isApplied = (row: EventRow) =>
          (!rest?.includes(row._id) && (tables.marks.local.get(row._id) ?? Infinity) < turn) ||
          (base !== undefined && row.import === base);
        return rows.filter(isApplied).map((row) => row.event);
      });
    },
    async lost() {
      return 0;
    },
    async record(record) {
      if (record.firstAfter) await writeCustomer(record);
      await Promise.all([
        record.applied.length > 0 ? insertMarks(record) : undefined,
        record.entries.length > 0 ? writeJournal(record) : undefined,
        record.firstAfter ? undefined : writeCustomer(record),
      ]);
    },
  };
}

function turnOf(tables: Tables, key: DecisionRecord['applied'][number]) {
  const turn = tables.marks.local.get(key);
  return turn === undefined ? [] : [[key, turn] as const];
}

function replaceEntries(tables: Tables, { entries, workspace, customer, key, now, turn, heard }: DecisionRecord): void {
  for (const entry of entries) {
    const _id = journalKey(key, entry.seq);
    const stored = tables.journal.local.get(_id);
    if (stored && !(stored.asleep && stored.turn === turn) && isLater(stored, stored.now, { turn, heard, at: now }))
      continue;
    const row: JournalRow = { ...entry, _id, workspace, customer, key, now, turn, heard };
    tables.journal.set(_id, row);
  }
  tables.confirm();
}

interface Attempt {
  readonly turn: number;
  readonly heard: number;
  readonly at: number;
}

function isLater(stored: { readonly turn: number; readonly heard?: number }, at: number, than: Attempt): boolean {
  if (stored.turn !== than.turn) return stored.turn > than.turn;
  const heard = stored.heard ?? 0;
  return heard === than.heard ? at > than.at : heard > than.heard;
}

function hearOfEntries(wanted: readonly EventKey[], asleep: readonly EventKey[]): void {
  if (wanted.some((key) => !asleep.includes(key))) throw new DecidedAsleepError(wanted);
}

function replaceCustomer(tables: Tables, { row, heard, asleep, firstAfter }: DecisionRecord): void {
  const stored = tables.customers.local.get(row._id);
  if (stored?.asleep) hearOfEntries(entriesFor(row.turn, stored.asleep), asleep);
  const isOwn = stored?.chain === row.chain && stored.turn === row.turn;
  const isSameStart = isOwn && (!firstAfter || (stored.after ?? null) === firstAfter.after);
  if (stored && !isReplaceable(stored, { row, heard, firstAfter }, isSameStart)) {
    if (firstAfter ? !isSameStart : stored.turn < row.turn) {
      throw new Error(`customer ${row._id} has another state by now; decide again`);
    }
  } else {
    const kept = firstAfter ? rememberedOf(firstAfter) : stored?.past ? { past: stored.past } : {};
    const told = asleep.length === 0 ? {} : { asleep: { turn: row.turn - 1, entries: asleep } };
    tables.customers.set(row._id, { ...row, ...kept, ...told, heard });
  }
  tables.confirm();
}

interface Replacement extends Pick<DecisionRecord, 'row' | 'heard'> {
  readonly firstAfter: Loaded | undefined;
}

function isReplaceable(stored: CustomerRow, by: Replacement, isSameStart: boolean): boolean {
  const { row, heard, firstAfter } = by;
  if (isSameStart)
    return !isLater(stored, stored.asleep?.base?.asOf ?? stored.asOf, { turn: row.turn, heard, at: row.asOf });
  if (!firstAfter) return stored.turn < row.turn;
  const { row: loaded } = firstAfter;
  return (
    stored.chain === loaded?.chain &&
    stored.turn === loaded.turn &&
    stored.heard === loaded.heard &&
    stored.asOf === loaded.asOf &&
    String(stored.asleep?.entries) === String(loaded.asleep?.entries)
  );
}
