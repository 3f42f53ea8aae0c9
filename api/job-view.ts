import { z } from 'zod';
import type { JobRow } from '../db/jobs.ts';
import { isoTime } from '../domain/time.ts';
import { time } from './fields.ts';
import { paceOf } from './pace.ts';
import { reading, readingView, refused, refusedView } from './reading-view.ts';

export const jobState = z
  .enum(['queued', 'running', 'done', 'failed', 'cancelled'])
  .describe('done, failed and cancelled are its ends');

/** A job, as people watch it. */
export const job = z
  .strictObject({
    id: z.string().describe('For /v1/jobs/:id'),
    kind: z.literal('import').describe('History from a file'),
    state: jobState,
    phase: z
      .enum(['uploading', 'waiting', 'reading', 'scoring', 'starting', 'finished'])
      .describe('What is counted: rows while reading, customers while scoring and starting, bytes while uploading'),
    done: z.int().describe('Of the phase'),
    total: z.int().nullable().describe('Of the phase; null while it is not known'),
    rate: z.number().nullable().describe('Per second, in this phase'),
    eta: time.nullable().describe('When the phase will probably be over'),
    imported: z.int().describe('Events stored: orders or summaries'),
    ahead: z.int().describe('Of these, those that lie ahead of the test clock; they happen when it reaches them'),
    duplicates: z.int().describe('Events that were stored before with the same content; nothing was changed'),
    rejected: z.int().describe('Rows refused; see /v1/jobs/:id/rejected'),
    reasons: z
      .array(refused)
      .describe('The same rows by what is wrong with them, the most frequent first; told when all are read'),
    refunds: z.int().describe('Of the events stored, refunds: of returns, and of what orders say was paid back'),
    unmatched: z
      .int()
      .describe(
        'Of these, those without an order in the file or before it: they wait, and nothing was taken off for them',
      ),
    reading: reading.nullable().describe('How the file is read; null until all of it has arrived'),
    customers: z.int().describe('Customers whose history was taken'),
    removed: z
      .int()
      .optional()
      .describe(
        'Events taken back because the job ended before their customers were scored; they can be imported again',
      ),
    error: z.string().optional().describe('Why it failed'),
    startedAt: time.describe('When it began'),
    changedAt: time.describe('When this was last brought up to date'),
  })
  .meta({ id: 'ImportJob', description: 'An import' });

export function jobView(row: JobRow): z.infer<typeof job> {
  const { counts, removed, error } = row;
  const { imported, ahead, duplicates, rejected, customers, refunds = 0, unmatched = 0 } = counts;
  return {
    id: row._id,
    kind: row.kind,
    state: row.state,
    phase: row.phase,
    done: row.done,
    total: row.total,
    ...paceOf({ ...row, since: row.phaseAt }),
    imported,
    ahead,
    duplicates,
    rejected,
    customers,
    refunds,
    unmatched,
    reasons: (row.refused ?? []).map(refusedView),
    reading: row.reading ? readingView(row.reading, row.folds) : null,
    ...(removed === undefined ? {} : { removed }),
    ...(error === undefined ? {} : { error }),
    startedAt: isoTime(row.startedAt),
    changedAt: isoTime(row.changedAt),
  };
}
