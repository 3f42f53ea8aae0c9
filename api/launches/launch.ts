import { NOBODY_LAUNCHED } from '../../db/jobs/results.ts';
import { conditionFaults } from '../../domain/journey/conditions/condition-faults.ts';
import type { LaunchWanted } from '../../domain/journey/launch/launch.schema.ts';
import type { Playbook } from '../../domain/playbook.ts';
import type { Problem } from '../../domain/problem.ts';
import { binsIn } from '../../domain/scoring/model.ts';
import type { SegmentId } from '../../domain/scoring/segment.ts';
import { SECOND } from '../../domain/time.ts';
import { unknownAudiences } from '../../publishing/audience-part.ts';
import { currentPlaybook } from '../../publishing/book.ts';
import type { ApiDeps } from '../deps.ts';
import type { Caller } from '../http/caller.ts';
import { invalidInput } from '../http/problem.ts';
import { liveJourney } from '../journeys/journey-view.ts';
import { launchView } from '../jobs/view.ts';
import { leaveOpen } from './keep-open.ts';

/** How a launch is asked for. */
export interface LaunchCall {
  readonly wanted: LaunchWanted;
  readonly keepOpen: boolean;
  /** Seconds to wait for a dry run. */
  readonly wait: number;
}

/** Begins a launch, or counts what it would do. @throws ApiProblem where it could bring nobody */
export async function beginLaunch(deps: ApiDeps, caller: Caller, { wanted, keepOpen, wait }: LaunchCall) {
  const live = await liveJourney(deps, caller.workspace, wanted.journey);
  const problems = faultsOf(wanted, await currentPlaybook(deps.stores, caller.workspace));
  if (problems.length > 0) throw invalidInput('launch', problems);
  if (keepOpen && !wanted.dryRun) await leaveOpen(deps, caller, live.definition, wanted.to);
  const begun = { kind: 'launch', options: wanted, begunBy: 'call', became: NOBODY_LAUNCHED } as const;
  const row = await deps.jobs.begin(caller.workspace, begun);
  const seen = wanted.dryRun ? await deps.jobs.wait(row, wait * SECOND) : row;
  const body = { job: launchView(seen) };
  return seen.active === undefined ? ({ status: 200, body } as const) : ({ status: 202, body } as const);
}

/** Names that nothing has, and a condition that can never hold. */
function faultsOf({ to, except, when }: LaunchWanted, book: Playbook): readonly Problem[] {
  const asked = { events: [], entering: false, bins: binsIn(book.scoring) };
  return [
    ...unknownSegments(to.segment === undefined ? [] : [to.segment], 'to.segment', book),
    ...unknownSegments(to.moved?.from ?? [], 'to.moved.from', book),
    ...unknownSegments(to.moved?.to ?? [], 'to.moved.to', book),
    ...unknownSegments(except?.segments ?? [], 'except.segments', book),
    ...(except?.inside ?? []).flatMap((journey): readonly Problem[] => {
      if (book.journeys.has(journey)) return [];
      const message = `there is no live journey "${journey}"; GET /v1/journeys lists them`;
      return [{ code: 'unknown-journey', path: 'except.inside', message }];
    }),
    ...(when === undefined ? [] : conditionFaults(when, 'when', asked)),
    ...unknownAudiences({ to: { on: 'audience', audience: to.audience }, when }, book),
    ...(except?.audiences ?? []).flatMap((id) =>
      unknownAudiences({ in: id }, book).map((problem) => ({ ...problem, path: 'except.audiences' })),
    ),
  ];
}

function unknownSegments(asked: readonly SegmentId[], path: string, { scoring }: Playbook): readonly Problem[] {
  const ids = scoring.segments.segments.map(({ id }) => id);
  return asked
    .filter((id) => !ids.includes(id))
    .map((id) => ({
      code: 'unknown-segment',
      path,
      message: `there is no segment "${id}"; there are ${ids.join(', ')}`,
    }));
}
