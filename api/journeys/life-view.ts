import type { JourneyId } from '../../domain/ids.schema.ts';
import type { JourneyLife } from '../../domain/journey/life.ts';
import type { Instant } from '../../domain/time.ts';
import type { ApiDeps } from '../deps.ts';
import type { Caller } from '../http/auth.ts';
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
  { publishing }: Pick<ApiDeps, 'publishing'>,
  { workspace, key: by }: Caller,
  journey: JourneyId,
  change: (life: JourneyLife, asked: { readonly at: Instant; readonly by: string }) => JourneyLife,
) {
  const { life, playbook, changed, rollout } = await publishing.changeLife({
    workspace,
    journey,
    by,
    change: (before, at) => change(before, { at, by }),
  });
  return { journey, status: statusView(life), playbook: playbook.version, changed, rollout };
}
