import { tasksAreJobs } from '../jobs/move-tasks.ts';
import { currencyDigits } from './currency-digits.ts';
import type { Migration } from './migration.ts';

/** In this order. Whoever has one more adds a line: a store takes those that it has not taken yet. */
export const MIGRATIONS: readonly Migration[] = [currencyDigits, tasksAreJobs];
