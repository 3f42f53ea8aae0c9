import { z } from 'zod';
import { common, kindOf } from './common.contract.ts';

const rows = (what: string) => z.int().describe(`Rows of ${what} that were deleted`);

export const purgeJob = z
  .strictObject({
    ...common,
    kind: kindOf('purge', 'Taking away what is not kept any more'),
    result: z
      .strictObject({
        events: rows('events'),
        journal: rows('the journal'),
        effects: rows('the ledger of effects'),
        messages: rows('the mailbox'),
        refused: rows('files that were refused, and events that were dropped'),
        jobs: rows('jobs that have ended, and of what these found and refused'),
        baskets: rows('baskets'),
        audit: rows('the audit log'),
        unlike: z.int().describe('Customers whose events stay, because their state would not follow without them'),
      })
      .optional()
      .describe('So far, and in the end'),
  })
  .meta({ id: 'PurgeJob', description: 'A purge of what is not kept any more' });
