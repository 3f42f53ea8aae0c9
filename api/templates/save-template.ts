import { draftRow } from '../../db/playbook/drafts.ts';
import type { TemplateDefinition } from '../../domain/templates/template.schema.ts';
import type { ApiDeps } from '../deps.ts';
import type { Caller } from '../http/caller.ts';
import { hereOf } from '../http/here.ts';
import { ApiProblem } from '../http/problem.ts';

/** Some of them archived. */
const MOST_DRAFTS = 500;

/** @throws ApiProblem `conflict` where there are as many as there can be */
export async function saveTemplate(deps: ApiDeps, caller: Caller, definition: TemplateDefinition): Promise<void> {
  const { workspace, now } = await hereOf(deps, caller);
  const row = draftRow(workspace._id, { kind: 'template', id: definition.id }, definition, now, caller.who.id);
  if (await deps.stores.drafts.save(row, MOST_DRAFTS)) return;
  const message = `A workspace has at most ${MOST_DRAFTS} templates; save this one under the id of another.`;
  throw new ApiProblem('conflict', message);
}
