import type { z } from 'zod';
import type { JobRow } from '../db/jobs.ts';
import { isoTime } from '../domain/time.ts';
import type { job } from './job.contract.ts';
import { paceOf } from './pace.ts';
import { readingView, refusedView } from './reading-view.ts';

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
