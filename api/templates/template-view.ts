import { isDeepStrictEqual } from 'node:util';
import type { DraftRow } from '../../db/playbook/drafts.ts';
import type { TemplateId, WorkspaceId } from '../../domain/ids.schema.ts';
import { partsOf } from '../../domain/mentions.ts';
import type { Playbook } from '../../domain/playbook.ts';
import type { Problem } from '../../domain/problem.ts';
import type { TemplateSource } from '../../domain/templates/template.ts';
import { baseOf, inForce, type InForce } from '../../publishing/book.ts';
import type { Base } from '../../publishing/part.ts';
import type { Published } from '../../publishing/publish.ts';
import type { ApiDeps } from '../deps.ts';
import { ApiProblem } from '../http/problem.ts';
import { isoOrNull } from '../sentences.ts';

/** A template as its author sees it: what they work on, and what is live. */
export interface FoundTemplate {
  readonly base: Base;
  readonly draft: DraftRow<'template'> | null;
  readonly live: InForce<'template'> | undefined;
  /** The draft, or else what is live. */
  readonly definition: TemplateSource;
}

/** @throws ApiProblem where there is neither a draft nor a published version */
export async function findTemplate(deps: ApiDeps, workspace: WorkspaceId, id: TemplateId): Promise<FoundTemplate> {
  const { stores, publishing, clock } = deps;
  const base = await baseOf(stores, workspace, clock());
  const [draft, live] = await Promise.all([
    stores.drafts.find(workspace, { kind: 'template', id }),
    inForce(stores, publishing.parts.template, workspace, base.book, id),
  ]);
  const definition = draft?.source ?? (live && written(live.source));
  if (definition === undefined) throw noTemplate(id);
  return { base, draft, live, definition };
}

export function noTemplate(id: TemplateId): ApiProblem {
  return new ApiProblem('not-found', `There is no template "${id}"; save one with PUT /v1/templates/${id}.`);
}

/** What its author wrote, whether it is archived or not. */
export function written({ archived: _archived, ...definition }: TemplateSource): TemplateSource {
  return definition;
}

/** Everything that keeps a definition from being published under the rules in force; empty where nothing does. */
export async function problemsOfTemplate(
  { publishing }: Pick<ApiDeps, 'publishing'>,
  base: Base,
  definition: TemplateSource,
): Promise<readonly Problem[]> {
  const { problems } = await publishing.parts.template.faults(definition, base);
  return problems;
}

export async function templateView(deps: ApiDeps, workspace: WorkspaceId, id: TemplateId) {
  const { base, draft, live, definition } = await findTemplate(deps, workspace, id);
  return {
    id,
    draft: definition,
    savedAt: isoOrNull(draft?.savedAt ?? null),
    problems: await problemsOfTemplate(deps, base, definition),
    live: live === undefined ? null : { version: live.row.version, definition: written(live.source) },
    archived: live?.source.archived === true,
    changed: !isDeepStrictEqual(definition, live?.source),
    journeys: journeysSending(base.book, id),
  };
}

export function journeysSending({ journeys }: Playbook, id: TemplateId): readonly string[] {
  return [...journeys.values()].flatMap(({ definition }) =>
    partsOf(definition.steps).some(({ fields }) => fields.get('template') === id) ? [definition.id] : [],
  );
}

export function publishedView({ content, version, playbook, changed }: Published<'template'>) {
  return { template: content.id, version, playbook: playbook.version, changed };
}
