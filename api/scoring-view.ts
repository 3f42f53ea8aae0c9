import { isDeepStrictEqual } from 'node:util';
import type { ScoringDraft } from '../domain/rfm/draft.schema.ts';
import { zoneOf, type ScoringModel } from '../domain/rfm/model.ts';
import { isoTime, type Instant } from '../domain/time.ts';
import { adoptionView } from './adoption-view.ts';
import { cutOffsView, originView } from './cut-offs.ts';
import type { ApiDeps } from './deps.ts';
import type { Here } from './here.ts';
import { currentPlaybook } from './journeys.ts';
import { checksOf } from './scoring.ts';
import { definitionInForce, type PublishedScoring } from './scoring-publish.ts';
import { isoOrNull } from './sentences.ts';

/** The scoring of a workspace as a marketer sees it. */
export async function scoringView(deps: Pick<ApiDeps, 'stores'>, here: Here) {
  const { stores } = deps;
  const { _id: workspace, currency } = here.workspace;
  const playbook = await currentPlaybook(stores, workspace);
  const [inForce, saved, adoption] = await Promise.all([
    definitionInForce(deps, here, playbook),
    stores.scoring.draft(workspace),
    stores.adoption.count(workspace),
  ]);
  const { scoring } = playbook;
  return {
    asOf: isoTime(here.now),
    model: {
      version: scoring.version,
      name: scoring.name,
      playbook: playbook.version,
      since: isoOrNull(inForce.row?.at ?? null),
      cutOffs: cutOffsView(scoring, currency),
      segments: scoring.segments.segments,
      origin: originView(scoring),
      zone: zoneOf(scoring.counts),
      definition: inForce.draft,
    },
    draft: saved && {
      definition: saved.draft,
      savedAt: isoTime(saved.savedAt),
      changed: !isDeepStrictEqual(saved.draft, inForce.draft),
      ...checksOf(saved.draft, playbook),
    },
    adoption: adoptionView(adoption, 'scoring'),
  };
}

export function publishedView({ model, playbook, changed, rollout, warnings }: PublishedScoring, { workspace }: Here) {
  return {
    version: model.version,
    playbook,
    changed,
    rollout,
    cutOffs: cutOffsView(model, workspace.currency),
    warnings,
  };
}

/** One version of scoring, and what it was compiled from. */
interface Version {
  readonly model: ScoringModel;
  readonly draft: ScoringDraft;
  readonly playbook: number;
  readonly at: Instant | null;
}

export function versionView({ model, draft, playbook, at }: Version, inForce: number, { workspace }: Here) {
  return {
    version: model.version,
    name: model.name,
    inForce: model.version === inForce,
    playbook,
    publishedAt: isoOrNull(at),
    cutOffs: cutOffsView(model, workspace.currency),
    origin: originView(model),
    zone: zoneOf(model.counts),
    definition: draft,
  };
}
