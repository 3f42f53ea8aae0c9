import type { z } from 'zod';
import type { FitScheduleRow } from '../../db/jobs/fit-schedules.ts';
import type { WorkspaceId } from '../../domain/ids.schema.ts';
import { isoTime, type Instant } from '../../domain/time.ts';
import type { ApiDeps } from '../deps.ts';
import { fitView } from '../jobs/view.ts';
import { fitOptionsView } from './fit-options.ts';
import type { silenceSchedule } from './silence-schedule.contract.ts';

/** What is set, when fits come by it, and the last fit. */
export async function silenceScheduleView(
  { jobs, log }: Pick<ApiDeps, 'jobs' | 'log'>,
  workspace: WorkspaceId,
): Promise<z.input<typeof silenceSchedule>> {
  const [row, last] = await Promise.all([jobs.fitSchedules.find(workspace), jobs.rows.lastFit(workspace)]);
  const job = last && fitView(last);
  if (!row?.wanted) return { schedule: null, job };
  const { every, options } = row.wanted;
  const next = await nextOf({ jobs, log }, row);
  const told = { every, setAt: isoTime(row.at), inTemporal: row.settled, next: next && next.map(isoTime) };
  return { schedule: { ...told, ...fitOptionsView(options) }, job };
}

/** What is set can be told without Temporal; the next times cannot. */
async function nextOf(
  { jobs, log }: Pick<ApiDeps, 'jobs' | 'log'>,
  { _id, settled }: FitScheduleRow,
): Promise<readonly Instant[] | null> {
  if (!settled) return null;
  try {
    return await jobs.fitSchedules.next(_id);
  } catch (error) {
    log.warn({ reason: error instanceof Error ? error.name : 'unknown' }, 'Temporal does not say when fits come');
    return null;
  }
}
