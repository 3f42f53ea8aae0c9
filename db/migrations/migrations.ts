import { currencyDigits } from './currency-digits.ts';
import { journalFacts } from './journal-facts.ts';
import type { Migration } from './migration.ts';
import { tasksAreJobs } from './tasks-are-jobs.ts';

/** In this order. Whoever has one more adds a line: a store takes those that it has not taken yet. */
export const MIGRATIONS: readonly Migration[] = [currencyDigits, tasksAreJobs, journalFacts];
