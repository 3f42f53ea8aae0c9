import { isPointsOutcome } from '../../domain/events/outcome.ts';
import { entryOf } from './points.ts';
import type { EventKey } from '../../domain/keys.ts';
import { loadedFrom, rememberedOf } from '../../db/events/decisions.ts';
import type { CustomerId } from '../../domain/ids.schema.ts';
import type { OrderFacts } from '../../domain/ledger/ledger.ts';
import type { Tables } from '../memory/tables.ts';
import type { Planted } from './plant.ts';

/** Deliberate defects, each as small as somebody in a hurry would make it. Made anew for every run. */
export const PLANTED: Readonly<Record<string, () => Planted>> = {
  'what the state remembers is bounded by count, and nothing is looked up': () => ({
    decisions: (store) => ({ ...store, appliedTurns: async () => new Map() }),
  }),

  'a mark counts whatever its turn': () => ({
    decisions: (store) => ({
      ...store,
      appliedTurns: async (keys) => new Map([...(await store.appliedTurns(keys)).keys()].map((key) => [key, 0])),
    }),
  }),

  'marks are written for repeats too, and updated where they exist': () => ({
    decisions: (store, { tables, trip, call }) => ({
      ...store,
      async record(record) {
        await trip(() => {
          for (const key of call.events) tables.marks.set(key, record.turn);
          tables.confirm();
        });
        await store.record(record);
      },
    }),
  }),

  'a key may leave the state one decision before its mark is written': () => {
    const late = new Map<string, readonly EventKey[]>();
    return {
      decisions: (store) => ({
        ...store,
        async record(record) {
          await store.record({ ...record, applied: late.get(record.key) ?? [] });
          late.set(record.key, record.applied);
        },
      }),
    };
  },

  'an id that exists is acknowledged without asking the majority': () => ({
    events: (store, tables) => ({
      ...store,
      insert: async (rows) =>
        (await store.insert(rows)).map((inserted) => {
          const row = tables.events.local.get(inserted.key);
          if (inserted.verdict !== 'unsettled' || !row) return inserted;
          return { key: row._id, verdict: 'duplicate', hash: row.hash, pending: row };
        }),
    }),
  }),

  'rows are marked as delivered before the signal': () => ({
    wake: (wake, events) => async (wakeUp) => {
      // Marked as if it were known to be applied: nobody looks at it again.
      await events.settle(wakeUp.events);
      await wake(wakeUp);
    },
  }),

  'an answer of the journal is believed before a later turn is stored': () => ({
    withPoints: true,
    points: (_reads, tables) => ({
      outcome: async (_key, event) => {
        const outcome = entryOf(tables, event)?.events.find((one) => one.key === event)?.outcome;
        return isPointsOutcome(outcome) ? outcome : null;
      },
    }),
  }),

  'whoever asks for points again does so under another key': () => ({ withPoints: true, newKeys: true }),

  'what a spending took is read from lost attempts too': () => ({
    withPoints: true,
    decisions: (store) => ({
      ...store,
      keyPoints: (asked) => store.keyPoints({ ...asked, turn: Infinity, seq: Infinity }),
    }),
  }),

  'nobody sweeps': () => ({ withoutSweeper: true }),

  'a delivered row passes for applied': () => ({
    events: (store) => ({
      ...store,
      async markDelivered(keys) {
        await store.settle(keys);
      },
    }),
  }),

  'what a call did not come to passes for applied where a lost attempt has marked it': () => ({
    decisions: (store, { call }) => ({
      ...store,
      events: async (customer, keys) => {
        const events = await store.events(customer, keys);
        const turns = await store.appliedTurns(events.map(({ key }) => key));
        return events.filter(({ key }) => (turns.get(key) ?? Infinity) > (call.state?.turn ?? 0));
      },
    }),
  }),

  'a first decision starts from what its own lost attempt wrote': () => ({
    decisions: (store, { tables }) => ({
      ...store,
      async load(key, chain) {
        const loaded = await store.load(key, chain);
        return { ...loaded, state: tables.customers.local.get(key)?.state ?? null };
      },
    }),
  }),

  'attempts at a first decision need not start after the same row': () => ({
    decisions: (store, { tables, trip }) => ({
      ...store,
      async record(record) {
        const { row, heard, firstAfter } = record;
        const stored = tables.customers.local.get(row._id);
        if (!firstAfter || stored?.chain !== row.chain || stored.turn !== row.turn) return await store.record(record);
        await trip(() => tables.customers.set(row._id, { ...stored, ...row, heard, ...rememberedOf(firstAfter) }));
        await store.record(record);
      },
    }),
  }),

  'a frozen attempt may put its picture back': () => ({
    decisions: (store, { tables, trip }) => ({
      ...store,
      async record(record) {
        await store.record(record);
        await trip(() => {
          const stored = tables.customers.local.get(record.key);
          if (stored && stored.turn <= record.turn) tables.customers.set(record.key, { ...stored, ...record.row });
        });
      },
    }),
  }),

  'a first decision writes its marks before it knows that it may': () => ({
    decisions: (store, { tables, trip }) => ({
      ...store,
      async record(record) {
        await trip(() => {
          for (const key of record.applied) if (!tables.marks.local.has(key)) tables.marks.set(key, record.turn);
          tables.confirm();
        });
        await store.record(record);
      },
    }),
  }),

  'a life that has ended may start again from what a later one wrote': () => ({
    decisions: (store, { tables, trip }) => ({
      ...store,
      load: async (key, chain) =>
        await trip(() => {
          const row = tables.customers.majority.get(key);
          return loadedFrom(row ? { ...row, past: [] } : null, chain);
        }),
    }),
  }),

  'a first decision replaces any row that is not ahead of it': () => ({
    decisions: (store, { tables, trip }) => ({
      ...store,
      async record(record) {
        const { row, firstAfter } = record;
        if (firstAfter) {
          await trip(() => {
            const stored = tables.customers.local.get(row._id);
            if (stored && stored.turn <= row.turn) tables.customers.set(row._id, row);
          });
        }
        await store.record(record);
      },
    }),
  }),

  'an order can be refunded by somebody else': () => ({
    decisions: (store, { tables }) => ({
      ...store,
      async orderFacts(asked) {
        const own = await store.orderFacts(asked);
        return new Map([...own].map(([key, facts]) => [key, { ...facts, ...purchaseOf(tables, key, asked.customer) }]));
      },
    }),
  }),
};

function purchaseOf(tables: Tables, key: EventKey, notOf: CustomerId): Pick<OrderFacts, 'purchase'> | undefined {
  const row = tables.events.local.get(key);
  if (row?.event.kind !== 'purchase' || row.customer === notOf) return undefined;
  return { purchase: { at: row.event.at, amount: row.event.amount } };
}
