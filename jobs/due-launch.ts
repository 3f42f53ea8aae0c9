import { createHash } from 'node:crypto';
import { NOBODY_LAUNCHED } from '../db/jobs/results.ts';
import type { JobRow } from '../db/jobs/rows.ts';
import type { WorkspaceId } from '../domain/ids.schema.ts';
import { launchWanted } from '../domain/journey/launch/launch.schema.ts';
import type { PublishedJourney } from '../domain/playbook.ts';
import { beginJob, type JobPorts } from './begin.ts';

/**
 * Begins the launch that a journey's schedule says is due, unless the one before it is still under way.
 * @param firing names this firing: the same one again begins nothing more
 * @returns the job; `null` where the journey has no schedule any more
 */
export async function beginDueLaunch(
  ports: JobPorts,
  workspace: WorkspaceId,
  live: PublishedJourney | undefined,
  firing: string,
): Promise<JobRow | null> {
  const enter = live?.definition.enter;
  if (live === undefined || enter?.on !== 'schedule') return null;
  const id = `due-${createHash('sha256').update(`${workspace}:${firing}`).digest('hex').slice(0, 32)}`;
  const known = await ports.jobs.find(workspace, id);
  if (known !== null) return known;
  const { segment, when } = enter;
  const options = launchWanted.parse({
    journey: live.definition.id,
    to: segment === undefined ? { everybody: true } : { segment },
    when,
  });
  return await beginJob(ports, workspace, {
    kind: 'launch',
    options,
    begunBy: 'schedule',
    became: NOBODY_LAUNCHED,
    _id: id,
  });
}
