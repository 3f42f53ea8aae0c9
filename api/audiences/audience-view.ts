import { isDeepStrictEqual } from 'node:util';
import type { DraftRow } from '../../db/playbook/drafts.ts';
import { audienceSizes } from '../../db/tallies/audience.ts';
import type { Audience } from '../../domain/audience/definition.schema.ts';
import type { PublishedAudience } from '../../domain/audience/order.ts';
import type { AudienceId, WorkspaceId } from '../../domain/ids.schema.ts';
import type { Problem } from '../../domain/problem.ts';
import { baseOf, currentPlaybook } from '../../publishing/book.ts';
import type { Published } from '../../publishing/publish.ts';
import type { ApiDeps } from '../deps.ts';
import type { Here } from '../http/here.ts';
import { ApiProblem } from '../http/problem.ts';
import { countBeforeReading } from '../segments/census.ts';
import { isoOrNull } from '../sentences.ts';

/** An audience as its author sees it: what they work on, and what is live. */
export interface AudienceSource {
  readonly draft: DraftRow<'audience'> | null;
  readonly live: PublishedAudience | null;
  /** The draft, or else what is live. */
  readonly definition: Audience;
}

/** @throws ApiProblem where there is neither a draft nor a published version */
export async function findAudience(deps: ApiDeps, workspace: WorkspaceId, id: AudienceId): Promise<AudienceSource> {
  const [draft, playbook] = await Promise.all([
    deps.stores.drafts.find(workspace, { kind: 'audience', id }),
    currentPlaybook(deps.stores, workspace),
  ]);
  const live = playbook.audiences.get(id) ?? null;
  const definition = draft?.source ?? (live && withoutArchive(live.definition));
  if (definition === null) throw noAudience(id);
  return { draft, live, definition };
}

export function noAudience(id: AudienceId): ApiProblem {
  return new ApiProblem('not-found', `There is no audience "${id}"; save one with PUT /v1/audiences/${id}.`);
}

export function withoutArchive({ archived: _archived, ...definition }: Audience): Audience {
  return definition;
}

/** Everything that keeps a definition from being published under the rules in force; empty where nothing does. */
export async function problemsOfAudience(
  { stores, clock, publishing }: Pick<ApiDeps, 'stores' | 'clock' | 'publishing'>,
  workspace: WorkspaceId,
  definition: Audience,
): Promise<readonly Problem[]> {
  const { problems } = await publishing.parts.audience.faults(definition, await baseOf(stores, workspace, clock()));
  return problems;
}

export async function audienceView(deps: ApiDeps, here: Here, id: AudienceId) {
  const workspace = here.workspace._id;
  const { draft, live, definition } = await findAudience(deps, workspace, id);
  const uncounted = await countBeforeReading(deps, here);
  const [problems, sizes] = await Promise.all([
    problemsOfAudience(deps, workspace, definition),
    deps.stores.tallies.read(workspace, audienceSizes),
  ]);
  return {
    id,
    draft: definition,
    savedAt: isoOrNull(draft?.savedAt ?? null),
    problems,
    live: live && { version: live.version, definition: withoutArchive(live.definition) },
    archived: live?.definition.archived === true,
    changed: !isDeepStrictEqual(definition, live?.definition),
    ...(sizes.get(id) ?? { customers: 0, revenue: 0 }),
    uncounted,
  };
}

export function publishedView({ content, version, playbook, changed, rollout }: Published<'audience'>) {
  return { audience: content.id, version, playbook: playbook.version, changed, rollout };
}
