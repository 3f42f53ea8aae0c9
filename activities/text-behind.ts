import type { PartStore } from '../db/playbook/parts.ts';
import type { WorkspaceId } from '../domain/ids.schema.ts';
import type { Playbook } from '../domain/playbook.ts';
import { textIn, type Template, type TextName, type Texts } from '../domain/templates/template.ts';

/**
 * The text that a decision chose, in the version of the template that was in force then.
 * @returns `undefined` where it is gone
 */
export async function textBehind(
  parts: Pick<PartStore, 'find'>,
  workspace: WorkspaceId,
  playbook: Playbook,
  name: TextName,
): Promise<Texts | undefined> {
  const template = await templateAt(parts, workspace, playbook, name);
  return template && textIn(template, name);
}

/** Mostly it is still in force, and at hand; an earlier version lies in the store. */
async function templateAt(
  parts: Pick<PartStore, 'find'>,
  workspace: WorkspaceId,
  { templates }: Playbook,
  { id, version }: TextName,
): Promise<Template | undefined> {
  const live = templates.get(id);
  if (live?.version === version) return live.template;
  return (await parts.find(workspace, { kind: 'template', id, version }))?.content;
}
