import type { LaunchScheduleRow, LaunchScheduleStore } from '../db/jobs/launch-schedules.ts';
import type { JobRow } from '../db/jobs/rows.ts';
import type { WorkspaceRow } from '../db/workspaces/workspaces.ts';
import { nextDue, parseCron } from '../domain/cron.ts';
import type { Playbook } from '../domain/playbook.ts';
import { isoTime, type Instant } from '../domain/time.ts';
import type { JobPorts } from './begin.ts';
import { beginDueLaunch } from './due-launch.ts';

/**
 * Begins what a test clock has passed: once for each journey, however often it was due on the way, as Temporal does
 * after an outage. Repeating it begins nothing more.
 * @returns the launches, begun now or before
 */
export async function fireByClock(
  ports: JobPorts & { readonly store: LaunchScheduleStore },
  workspace: WorkspaceRow,
  book: Playbook,
): Promise<readonly JobRow[]> {
  const begun: JobRow[] = [];
  for (const row of await ports.store.of(workspace._id)) {
    const at = lastDue(row, workspace);
    if (at === null) continue;
    const firing = `${row.journey}:${isoTime(at)}`;
    const job = await beginDueLaunch(ports, workspace._id, book, row.journey, firing);
    if (job) begun.push(job);
    await ports.store.noteFired(row._id, at);
  }
  return begun;
}

/** When the next launch of any journey is due by a test clock. */
export function nextByClock(rows: readonly LaunchScheduleRow[], workspace: WorkspaceRow): Instant | null {
  const all = rows.flatMap((row) => dueAfter(row, workspace, row.firedAt ?? row.since) ?? []);
  return all.length === 0 ? null : Math.min(...all);
}

function lastDue(row: LaunchScheduleRow, workspace: WorkspaceRow): Instant | null {
  const { clock } = workspace;
  if (clock === undefined) return null;
  let last: Instant | null = null;
  let next = dueAfter(row, workspace, row.firedAt ?? row.since);
  while (next !== null && next <= clock) {
    last = next;
    next = dueAfter(row, workspace, next);
  }
  return last;
}

function dueAfter({ cron: text }: LaunchScheduleRow, { timezone }: WorkspaceRow, after: Instant): Instant | null {
  const cron = text === null ? null : parseCron(text);
  return cron === null || 'fault' in cron ? null : nextDue(cron, after, timezone);
}
