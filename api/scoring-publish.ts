import { isDeepStrictEqual } from 'node:util';
import type { ScoringVersionRow } from '../db/scoring-drafts.ts';
import { publishScoring, type Playbook } from '../domain/playbook.ts';
import { quantileMeasures } from '../domain/rfm/draft-faults.ts';
import type { ScoringDraft } from '../domain/rfm/draft.schema.ts';
import type { ScoringModel } from '../domain/rfm/model.ts';
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

type Deps = Pick<ApiDeps, 'stores' | 'rollOut'>;

/** Every lost race means that somebody else won one, so more than a few in a row do not happen. */
const TRIES = 10;

/**
 * Makes a draft the model in force, compiled against the base of this moment. Publishing what is in force already
 * changes nothing, so that a lost reply can be followed by the same call.
 * @param instead only while this version is in force
 * @throws ApiProblem with every reason where it cannot be published; the model in force stays
 */
export async function publishDraft(
  deps: Deps,
  here: Here,
  draft: ScoringDraft,
  instead?: number,
): Promise<PublishedScoring> {
  const { _id: workspace } = here.workspace;
  for (let tries = 0; tries < TRIES; tries += 1) {
    const playbook = await currentPlaybook(deps.stores, workspace);
    if (instead !== undefined && playbook.scoring.version !== instead) {
      throw new ApiProblem('conflict', 'Another model was published meanwhile; that one stays in force.');
    }
    const { model, warnings } = await compileHere(deps, here, draft, playbook);
    const inForce = await definitionInForce(deps, here, playbook);
    if (isSameModel(model, playbook.scoring) && isDeepStrictEqual(draft, inForce.draft)) {
      return { model: playbook.scoring, playbook: playbook.version, changed: false, rollout: null, warnings };
    }
    const next = publishScoring(playbook, model, here.now);
    if (await putInForce(deps, here, draft, next)) {
      const rollout = await deps.rollOut(workspace);
      return { model: next.scoring, playbook: next.version, changed: true, rollout: rollout?._id ?? null, warnings };
    }
    // Somebody else published this number; if they died before putting it in force, this does it for them.
    await deps.stores.workspaces.adoptPlaybook(workspace, next.version);
  }
  throw new ApiProblem('conflict', 'Others are publishing at the same time; try again.', { retryAfter: 1 });
}

/**
 * Computes the cut-offs of the model in force anew, from what it was published as.
 * @throws ApiProblem `conflict` where all of them are fixed; `not-publishable` where the base has become too thin
 */
export async function recompute(deps: Deps, here: Here): Promise<PublishedScoring> {
  const playbook = await currentPlaybook(deps.stores, here.workspace._id);
  const { draft, row } = await definitionInForce(deps, here, playbook);
  if (quantileMeasures(draft).length === 0) {
    throw new ApiProblem('conflict', 'Every cut-off of the model in force is fixed: there is nothing to compute anew.');
  }
  try {
    const published = await publishDraft(deps, here, draft, playbook.scoring.version);
    if (!published.changed && row) await deps.stores.scoring.noteTried(row, here.now);
    return published;
  } catch (error) {
    const isRefused = error instanceof ApiProblem && error.code === 'not-publishable';
    if (isRefused && row) await deps.stores.scoring.noteTried(row, here.now);
    throw error;
  }
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

async function putInForce({ stores }: Deps, here: Here, draft: ScoringDraft, next: Playbook): Promise<boolean> {
  const { _id: workspace } = here.workspace;
  const { scoring: model, version: playbook } = next;
  const announced = { workspace, version: model.version, playbook, draft, model, at: here.now };
  const id = await stores.scoring.announce(announced);
  if (await stores.playbooks.publish(workspace, next)) {
    await stores.scoring.published(workspace, model);
    return true;
  }
  await stores.scoring.withdraw(id);
  return false;
}

/** Whether both score and place everybody alike; their number and how they came about say nothing of that. */
function isSameModel(one: ScoringModel, other: ScoringModel): boolean {
  const { version, origin } = other;
  return isDeepStrictEqual({ ...one, version, origin }, other);
}
