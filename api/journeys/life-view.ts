import type { JourneyId } from '../../domain/ids.schema.ts';
import type { JourneyLife } from '../../domain/journey/life.ts';
import type { Instant } from '../../domain/time.ts';
import type { ApiDeps } from '../deps.ts';
import type { Caller } from '../http/caller.ts';
import { hereOf } from '../http/here.ts';
import { isoOrNull } from '../sentences.ts';

/** A status as clients see it. */
export function statusView({ status }: JourneyLife) {
  return {
    is: status.is,
    since: isoOrNull(status.since),
    by: status.by ?? null,
    ...(status.is === 'archived' ? { inside: status.inside } : {}),
  };
}

/** Changes a journey's status, and says what came of it. */
export async function changedStatus(
  deps: Pick<ApiDeps, 'publishing' | 'jobs' | 'stores' | 'clock'>,
  caller: Caller,
  journey: JourneyId,
  change: (life: JourneyLife, asked: { readonly at: Instant; readonly by: string }) => JourneyLife,
) {
  const { workspace } = await hereOf(deps, caller);
  const { id: by } = caller.who;
  const { life, playbook, changed, rollout } = await deps.publishing.changeLife({
    workspace: workspace._id,
    journey,
    by,
    change: (before, at) => change(before, { at, by }),
  });
  await deps.jobs.launchSchedules.follow(workspace, playbook);
  return { journey, status: statusView(life), playbook: playbook.version, changed, rollout };
}
