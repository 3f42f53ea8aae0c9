import type { Stores } from '../contract/stores.ts';
import { memoryAsleepStore } from './asleep.ts';
import { memoryDecisionStore } from './decisions.ts';
import { memoryEventStore } from './events.ts';
import { Tables } from './tables.ts';

/** Empty stores in memory, where nothing goes wrong. */
export async function openMemoryStores(): Promise<Stores> {
  const tables = new Tables();
  return {
    events: memoryEventStore(tables),
    decisions: memoryDecisionStore(tables),
    asleep: memoryAsleepStore(tables),
    customer: async (key) => tables.customers.local.get(key) ?? null,
    journal: async (key) =>
      [...tables.journal.local.values()].filter((row) => row.key === key).toSorted((a, b) => a.seq - b.seq),
  };
}
