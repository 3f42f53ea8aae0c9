import { createHash } from 'node:crypto';
import { NOBODY_LAUNCHED } from '../db/jobs/results.ts';
import type { JobRow } from '../db/jobs/rows.ts';
import type { JourneyId, WorkspaceId } from '../domain/ids.schema.ts';
import { launchWanted } from '../domain/journey/launch/launch.schema.ts';
import { lifeOf } from '../domain/journey/life.ts';
import type { Playbook } from '../domain/playbook.ts';
import { beginJob, type JobPorts } from './begin.ts';

/**
 * Begins the launch that a journey's schedule says is due, unless the one before it is still under way.
 * @param firing names this firing: the same one again begins nothing more
 * @returns the job; `null` where the journey has no schedule any more, or takes nobody
 */
export async function beginDueLaunch(
  ports: JobPorts,
  workspace: WorkspaceId,
  book: Pick<Playbook, 'journeys' | 'lives'>,
  journey: JourneyId,
  firing: string,
): Promise<JobRow | null> {
  const enter = book.journeys.get(journey)?.definition.enter;
  if (enter?.on !== 'schedule' || lifeOf(book, journey).status.is !== 'live') return null;
  const id = `due-${createHash('sha256').update(`${workspace}:${firing}`).digest('hex').slice(0, 32)}`;
  const known = await ports.jobs.find(workspace, id);
  if (known !== null) return known;
  const { segment, when } = enter;
  const options = launchWanted.parse({
    journey,
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
