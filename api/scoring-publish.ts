import { isDeepStrictEqual } from 'node:util';
import type { ScoringVersionRow } from '../db/scoring-drafts.ts';
import type { Playbook } from '../domain/playbook.ts';
import type { ScoringDraft } from '../domain/rfm/draft.schema.ts';
import type { ScoringModel } from '../domain/rfm/model.ts';
import { isSameModel, putInForce } from '../tasks/publish-scoring.ts';
import type { ApiDeps } from './deps.ts';
import type { Here } from './here.ts';
import { currentPlaybook } from './journeys.ts';
import { ApiProblem, type FieldProblem } from './problem.ts';
import { compileHere } from './scoring.ts';

export interface PublishedScoring {
  /** What is in force now. */
  readonly model: ScoringModel;
  readonly playbook: number;
  /** False where it was in force already. */
  readonly changed: boolean;
  /** The job that wakes those whom it concerns; see `rollOut` in `rollout.ts`. */
  readonly rollout: string | null;
  readonly warnings: readonly FieldProblem[];
}

type Deps = Pick<ApiDeps, 'stores' | 'jobs' | 'clock' | 'rollOut'>;

/** Every lost race means that somebody else won one, so more than a few in a row do not happen. */
const TRIES = 10;

/**
 * Makes a draft the model in force, compiled against the base of this moment. Publishing what is in force already
 * changes nothing, so that a lost reply can be followed by the same call.
 * @throws ApiProblem with every reason where it cannot be published; the model in force stays
 */
export async function publishDraft(deps: Deps, here: Here, draft: ScoringDraft): Promise<PublishedScoring> {
  const { _id: workspace } = here.workspace;
  for (let tries = 0; tries < TRIES; tries += 1) {
    const playbook = await currentPlaybook(deps.stores, workspace);
    const { model, warnings } = await compileHere(deps, here, draft, playbook);
    const inForce = await definitionInForce(deps, here, playbook);
    if (isSameModel(model, playbook.scoring) && isDeepStrictEqual(draft, inForce.draft)) {
      return { model: playbook.scoring, playbook: playbook.version, changed: false, rollout: null, warnings };
    }
    const next = await putInForce(deps.stores, workspace, playbook, { draft, model, at: here.now });
    if (next !== null) {
      const rollout = await deps.rollOut(workspace);
      return { model: next.scoring, playbook: next.version, changed: true, rollout: rollout?._id ?? null, warnings };
    }
  }
  throw new ApiProblem('conflict', 'Others are publishing at the same time; try again.', { retryAfter: 1 });
}

/** What the model in force was compiled from; `row` is `null` for the one a workspace starts with. */
export async function definitionInForce(
  { stores }: Pick<ApiDeps, 'stores'>,
  { workspace }: Here,
  { scoring }: Playbook,
): Promise<{ readonly draft: ScoringDraft; readonly row: ScoringVersionRow | null }> {
  const row = await stores.scoring.published(workspace._id, scoring);
  return { draft: row?.draft ?? fixedDraft(scoring), row };
}

/** A draft that compiles to just this model. */
export function fixedDraft(model: ScoringModel): ScoringDraft {
  const { name, windowDays, counts, days, recencyOf, frequencyOf, recency, frequency, monetary } = model;
  const { segments, trajectory } = model;
  const { actions, engagement } = counts;
  return {
    name,
    windowDays,
    counts: { actions, engagement },
    days,
    recencyOf,
    frequencyOf,
    recency: { fixed: recency.cuts, edge: recency.edge },
    frequency: { fixed: frequency.cuts, edge: frequency.edge },
    monetary: monetary && { fixed: monetary.cuts, edge: monetary.edge },
    segments,
    trajectory,
    recompute: null,
  };
}
