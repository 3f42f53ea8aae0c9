import { isTaken } from '../../db/events/applied.ts';
import type { CustomerRow } from '../../db/customers/customers.ts';
import { UNCONFIRMED, UNDELIVERED, type EventRow, type EventStore, type Inserted } from '../../db/events/events.ts';
import { customerKey, type EventKey } from '../../domain/keys.ts';
import type { Instant } from '../../domain/time.ts';
import { SAFE, type RoundTrip, type Tables } from './tables.ts';

/** The event store in memory; it behaves as the one in MongoDB does, see the contract suite. */
export function memoryEventStore(tables: Tables, trip: RoundTrip = SAFE): EventStore {
  const { events } = tables;
  const durable = (holds: (row: EventRow) => boolean) => [...events.majority.values()].filter(holds);

  function change(keys: Iterable<EventKey>, to: (row: EventRow) => EventRow): void {
    for (const key of keys) {
      const row = events.local.get(key);
      if (row) events.set(key, to(row));
    }
    tables.confirm();
  }

  function changeOpen(keys: Iterable<EventKey>, to: (row: EventRow) => EventRow): void {
    change(
      [...keys].filter((key) => events.local.get(key)?.p !== undefined),
      to,
    );
  }

  return {
    async insert(rows) {
      const refused = await trip(() => insertUnordered(tables, rows));
      const known = refused.size === 0 ? NOTHING : await trip(() => settled(tables, refused));
      return rows.map((row) => verdictOn(row, refused, known));
    },
    async markDelivered(keys, at, due) {
      await trip(() =>
        changeOpen(keys, (row) => ({ ...row, p: UNCONFIRMED, sentAt: at, due, tries: (row.tries ?? 0) + 1 })),
      );
    },
    async workspacesDue(now) {
      return await trip(() => [...new Set(durable((row) => isDue(row, now)).map((row) => row.workspace))]);
    },
    async due(workspace, now, limit) {
      return await trip(() => {
        const rows = durable((row) => row.workspace === workspace && isDue(row, now));
        return rows.toSorted((a, b) => (a.due ?? 0) - (b.due ?? 0)).slice(0, limit);
      });
    },
    async undelivered(workspace, customers) {
      const isAsked = (row: EventRow) => row.workspace === workspace && customers.includes(row.customer);
      return await trip(() => durable((row) => row.p === UNDELIVERED && isAsked(row)).toSorted(oldestFirst));
    },
    async applied(rows) {
      return await trip(() => {
        const { marks, customers } = tables;
        const picture = (row: EventRow) => customers.majority.get(customerKey(row.workspace, row.customer));
        const upTo = (row: CustomerRow | undefined) => row && { turn: row.turn, rest: row.state.rest };
        return rows.flatMap((row) =>
          isTaken(row._id, marks.majority.get(row._id), upTo(picture(row))) ? [row._id] : [],
        );
      });
    },
    async settle(keys) {
      await trip(() =>
        change(keys, ({ p: _p, due: _due, sentAt: _sentAt, tries: _tries, refusals: _refusals, ...row }) => row),
      );
    },
    async postpone(keys, due, because) {
      const more = (row: EventRow) => (because === 'refused' ? { refusals: (row.refusals ?? 0) + 1 } : {});
      await trip(() => changeOpen(keys, (row) => ({ ...row, due, tries: (row.tries ?? 0) + 1, ...more(row) })));
    },
    async release(workspace, to) {
      await trip(() => {
        const due = durable((row) => row.workspace === workspace && row.ahead === 1 && row.event.at <= to);
        const keys = due.map((row) => row._id);
        change(keys, ({ ahead: _ahead, ...row }) => ({ ...row, p: UNDELIVERED, due: 0 }));
      });
    },
    async pendingOf(workspace) {
      return await trip(() =>
        durable((row) => row.workspace === workspace && row.p !== undefined).toSorted(oldestFirst),
      );
    },
    async nextAhead(workspace) {
      return await trip(() => {
        const ahead = durable((row) => row.workspace === workspace && row.ahead === 1);
        return ahead.length === 0 ? null : Math.min(...ahead.map((row) => row.event.at));
      });
    },
  };
}

function isDue({ p, due = 0 }: EventRow, now: Instant): boolean {
  return p !== undefined && due <= now;
}

function oldestFirst(a: EventRow, b: EventRow): number {
  return a.receivedAt - b.receivedAt || (a._id < b._id ? -1 : Number(a._id > b._id));
}

const NOTHING: ReadonlyMap<EventKey, EventRow> = new Map();

function settled(tables: Tables, keys: ReadonlySet<EventKey>): ReadonlyMap<EventKey, EventRow> {
  return new Map([...keys].flatMap((key) => tables.events.majority.get(key) ?? []).map((row) => [row._id, row]));
}

/** @returns the keys that exist already; new rows that no majority confirms are an error, old ones are not */
function insertUnordered(tables: Tables, rows: readonly EventRow[]): ReadonlySet<EventKey> {
  const refused = new Set<EventKey>();
  for (const row of rows) {
    if (tables.events.local.has(row._id)) refused.add(row._id);
    else tables.events.set(row._id, row);
  }
  if (refused.size < rows.length) tables.confirm();
  return refused;
}

function verdictOn(row: EventRow, refused: ReadonlySet<EventKey>, known: ReadonlyMap<EventKey, EventRow>): Inserted {
  const { _id: key, hash } = row;
  if (!refused.has(key)) return { key, verdict: 'inserted', hash, pending: row.p ? row : null };
  const stored = known.get(key);
  if (stored === undefined) return { key, verdict: 'unsettled', hash: null, pending: null };
  const verdict = stored.hash === hash ? 'duplicate' : 'conflict';
  const isPending = verdict === 'duplicate' && stored.p === UNDELIVERED;
  return { key, verdict, hash: stored.hash, pending: isPending ? stored : null };
}
