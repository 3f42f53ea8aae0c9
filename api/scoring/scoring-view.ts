import { isDeepStrictEqual } from 'node:util';
import type { PartRow } from '../../db/playbook/rows.ts';
import { zoneOf } from '../../domain/scoring/model.ts';
import { isoTime } from '../../domain/time.ts';
import { inForce } from '../../publishing/book.ts';
import type { Base, PartModule } from '../../publishing/part.ts';
import type { Published } from '../../publishing/publish.ts';
import { scoringChecks } from '../../publishing/scoring-part.ts';
import { rulesOfEverybody } from '../segments/census.ts';
import { adoptionView } from './adoption-view.ts';
import { cutOffsView, originView } from './cut-offs.ts';
import type { ApiDeps } from '../deps.ts';
import type { Here } from '../http/here.ts';
import { SCORING } from './scoring.ts';
import { isoOrNull } from '../sentences.ts';

/** The scoring of a workspace as a marketer sees it. */
export async function scoringView({ stores, publishing }: Pick<ApiDeps, 'stores' | 'publishing'>, base: Base) {
  const { _id: workspace, currency } = base.workspace;
  const { scoring, version: playbook } = base.book;
  const [live, saved, adoption] = await Promise.all([
    inForce(stores, publishing.parts.scoring, workspace, base.book, SCORING.id),
    stores.drafts.find(workspace, SCORING),
    rulesOfEverybody({ stores }, base),
  ]);
  const definition = live?.source ?? publishing.parts.scoring.sourceOf(scoring);
  return {
    asOf: isoTime(base.now),
    model: {
      version: scoring.version,
      name: scoring.name,
      playbook,
      since: isoOrNull(live?.row.at ?? null),
      cutOffs: cutOffsView(scoring, currency),
      segments: scoring.segments.segments,
      origin: originView(scoring),
      zone: zoneOf(scoring.counts),
      definition,
    },
    draft: saved && {
      definition: saved.source,
      savedAt: isoTime(saved.savedAt),
      changed: !isDeepStrictEqual(saved.source, definition),
      ...scoringChecks(saved.source, base.book),
    },
    adoption: adoptionView(adoption, 'scoring'),
  };
}

export function publishedView(published: Published<'scoring'>, { workspace }: Pick<Here, 'workspace'>) {
  const { content, version, playbook, changed, rollout, warnings } = published;
  return {
    version,
    playbook: playbook.version,
    changed,
    rollout,
    cutOffs: cutOffsView(content, workspace.currency),
    warnings,
  };
}

/** One version of scoring, and what it was compiled from. */
export function versionView(
  { sourceOf }: Pick<PartModule<'scoring'>, 'sourceOf'>,
  { content: model, from, playbook, at }: PartRow<'scoring'>,
  inForceNow: number,
  { workspace }: Pick<Here, 'workspace'>,
) {
  return {
    version: model.version,
    name: model.name,
    inForce: model.version === inForceNow,
    playbook,
    publishedAt: isoOrNull(at),
    cutOffs: cutOffsView(model, workspace.currency),
    origin: originView(model),
    zone: zoneOf(model.counts),
    definition: from ?? sourceOf(model),
  };
}
