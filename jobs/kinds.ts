import type { JobKind } from '../db/jobs/rows.ts';
import { DAY } from '../domain/time.ts';

interface JobRules {
  /** What a workspace has at most one unfinished job of: the kind, or the kind with just these options. */
  readonly unique: 'kind' | 'options';
  /** How long an ended job is kept, milliseconds; `null`: for ever. */
  readonly keptFor: number | null;
}

const ONCE: JobRules = { unique: 'kind', keptFor: null };

/** What holds for each kind of background work before any worker begins it; what it does is in `workflows/job.ts`. */
export const JOBS: Readonly<Record<JobKind, JobRules>> = {
  // Else one import could call a row a duplicate that another takes back.
  import: ONCE,
  contacts: ONCE,
  fit: ONCE,
  rollout: ONCE,
  rebuild: ONCE,
  'delete-workspace': ONCE,
  'erase-customer': { unique: 'options', keptFor: null },
  purge: { unique: 'kind', keptFor: 90 * DAY },
  // Its result holds a base in sum, and is of the moment.
  preview: { unique: 'options', keptFor: DAY },
  recompute: { unique: 'kind', keptFor: 90 * DAY },
  // Those who are asked in know it by its id, so a launch is not begun twice by the same call.
  launch: { unique: 'options', keptFor: null },
  recount: { unique: 'kind', keptFor: 30 * DAY },
};
