import { boardsIn } from '../../db/tallies/census.ts';
import type { Problem } from '../../domain/problem.ts';
import { countedFor } from '../../db/tallies/draft-population.ts';
import type { Refusal } from '../../db/jobs/results.ts';
import type { JobRow } from '../../db/jobs/rows.ts';
import { quantileMeasures } from '../../domain/scoring/draft-faults.ts';
import type { ScoringDraft } from '../../domain/scoring/draft.schema.ts';
import type { Population } from '../../domain/scoring/population.ts';
import { MINUTE, SECOND } from '../../domain/time.ts';
import { slotOf } from '../../jobs/begin.ts';
import type { Base } from '../../publishing/part.ts';
import { problemsText } from '../../publishing/problem.ts';
import type { ApiDeps } from '../deps.ts';
import type { Here } from '../http/here.ts';
import { ApiProblem } from '../http/problem.ts';

type Deps = Pick<ApiDeps, 'stores' | 'jobs' | 'clock'>;

/** How long a request waits for a base that has to be counted first. */
const WITHIN = 10 * SECOND;
/** For so long a base that was counted for a draft is as good as that of this moment. */
const FRESH_FOR = 10 * MINUTE;

/**
 * The base that quantiles of a draft are computed from, counted its way; `null` where it has none. From the counters
 * where they count as the draft does; else from a preview of this very draft, which a worker makes: no request goes
 * through a whole base.
 * @throws ApiProblem `conflict` while everybody is still being counted; `not-publishable` where the base is too thin
 */
export async function populationFor(deps: Deps, here: Base, draft: ScoringDraft): Promise<Population | null> {
  if (quantileMeasures(draft).length === 0) return null;
  const { workspace, now, book } = here;
  const census = {
    workspace: workspace._id,
    timezone: workspace.timezone,
    counting: book.scoring,
    now,
    ...boardsIn(book.loyalty),
  };
  const counted = await countedFor(deps.stores.tallies, census, draft);
  if (counted !== null) return counted;
  const known = await freshPreview(deps, here, draft);
  const row = known ?? (await deps.jobs.wait(await beginPreview(deps, here, draft, []), WITHIN));
  const result = resultOf(row);
  if (result.is === 'refused') throw refusedBy(result);
  return row.population ?? null;
}

/** Begins to score everybody with a draft. @param warnings of the draft by itself */
export async function beginPreview(
  { jobs }: Pick<Deps, 'jobs'>,
  { workspace }: Here,
  draft: ScoringDraft,
  warnings: readonly Problem[],
): Promise<JobRow<'preview'>> {
  return await jobs.begin(workspace._id, { kind: 'preview', options: { draft }, warnings });
}

/** Why it cannot be published, as an answer. */
export function refusedBy({ problems }: Pick<Refusal, 'problems'>): ApiProblem {
  const detail = `${problemsText('It cannot be published yet', problems)} The model in force stays in force.`;
  return new ApiProblem('not-publishable', detail, { problems });
}

/** Made a moment ago under the playbook that is still in force. */
async function freshPreview(
  { jobs, clock }: Deps,
  { workspace, now }: Here,
  draft: ScoringDraft,
): Promise<JobRow<'preview'> | null> {
  const { slot = '' } = slotOf({ kind: 'preview', options: { draft }, warnings: [] });
  const row = await jobs.rows.previewed(workspace._id, slot);
  if (row?.result?.is !== 'made' || row.result.playbook !== workspace.playbook) return null;
  const age = Math.max(clock() - row.changedAt, now - row.result.asOf);
  return age <= FRESH_FOR ? row : null;
}

/** @throws ApiProblem `conflict` where there is none, or none yet */
export function resultOf<Result>(row: JobRow & { readonly result?: Result }): Result {
  if (row.result !== undefined && row.state === 'done') return row.result;
  if (row.active !== undefined) {
    const detail = `Everybody is being counted for it, which takes a while: watch GET /v1/jobs/${row._id}, and ask again when it is done.`;
    throw new ApiProblem('conflict', detail, { retryAfter: 5 });
  }
  const why = row.error ?? 'it was called off';
  throw new ApiProblem('conflict', `Everybody had to be counted for it, and that came to nothing: ${why}.`);
}
