import type { PartStore } from '../db/playbook/parts.ts';
import type { Effect } from '../domain/effect.ts';
import type { WorkspaceId } from '../domain/ids.schema.ts';
import { stepBehind } from '../domain/journey/origin.ts';
import type { SendStep } from '../domain/journey/steps/send.ts';
import type { Playbook } from '../domain/playbook.ts';
import { mailOf, type MailTexts, type Template, type TextName } from '../domain/templates/template.ts';

export interface MailBehind {
  readonly step: SendStep;
  readonly mail: MailTexts;
}

/**
 * What a message says: the step in the version that the enrolment is pinned to, and the text that the decision chose, in
 * the version of the template that was in force then.
 * @returns `undefined` where the step or the text is gone
 */
export async function mailBehind(
  parts: Pick<PartStore, 'find'>,
  workspace: WorkspaceId,
  playbook: Playbook,
  { origin, template: name }: Pick<Effect<'sendMessage'>, 'origin' | 'template'>,
): Promise<MailBehind | undefined> {
  const step = stepBehind(playbook, origin);
  if (step?.type !== 'send') return undefined;
  if (!('template' in step)) return { step, mail: step };
  const template = name && (await templateAt(parts, workspace, playbook, name));
  const mail = template && mailOf(template, name);
  return mail && { step, mail };
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
