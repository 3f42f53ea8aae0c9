import { partsMigration } from '../playbook/migration.ts';
import { basketsOfEvents } from './baskets-of-events.ts';
import { contactsByChannel } from './contacts-by-channel.ts';
import { couponsByMonth } from './coupons-by-month.ts';
import { currencyDigits } from './currency-digits.ts';
import { customerFigures } from './customer-figures.ts';
import { journalFacts } from './journal-facts.ts';
import { messagesToCount } from './messages-to-count.ts';
import type { Migration } from './migration.ts';
import { oneLedger } from './one-ledger.ts';
import { silenceOfSummaries } from './silence-of-summaries.ts';
import { tasksAreJobs } from './tasks-are-jobs.ts';

/** In this order. Whoever has one more adds a line: a store takes those that it has not taken yet. */
export const MIGRATIONS: readonly Migration[] = [
  currencyDigits,
  customerFigures,
  silenceOfSummaries,
  tasksAreJobs,
  journalFacts,
  oneLedger,
  partsMigration,
  basketsOfEvents,
  contactsByChannel,
  messagesToCount,
  couponsByMonth,
];
