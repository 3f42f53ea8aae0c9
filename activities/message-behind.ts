import type { PartStore } from '../db/playbook/parts.ts';
import type { Said } from '../domain/channels/texts.ts';
import type { Effect } from '../domain/effect.ts';
import type { WorkspaceId } from '../domain/ids.schema.ts';
import { stepBehind } from '../domain/journey/origin.ts';
import { ownWords, type SendStep } from '../domain/journey/steps/send-step.ts';
import type { Playbook } from '../domain/playbook.ts';
import { mailOf, type Template, type TextName } from '../domain/templates/template.ts';

export interface MessageBehind {
  readonly step: SendStep;
  readonly said: Said;
}

/**
 * What a message says: the step in the version that the enrolment is pinned to, and the text that the decision chose, in
 * the version of the template that was in force then.
 * @returns `undefined` where the step or the text is gone
 */
export async function messageBehind(
  parts: Pick<PartStore, 'find'>,
  workspace: WorkspaceId,
  playbook: Playbook,
  { origin, template: name }: Pick<Effect<'sendMessage'>, 'origin' | 'template'>,
): Promise<MessageBehind | undefined> {
  const step = stepBehind(playbook, origin);
  if (step?.type !== 'send') return undefined;
  const own = ownWords(step);
  if (own !== undefined) return { step, said: own };
  const template = name && (await templateAt(parts, workspace, playbook, name));
  const mail = template && mailOf(template, name);
  return mail && { step, said: { channel: 'email', texts: mail } };
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
