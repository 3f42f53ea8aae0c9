import type { PartStore } from '../db/playbook/parts.ts';
import type { Effect } from '../domain/effect.ts';
import type { WorkspaceId } from '../domain/ids.schema.ts';
import { stepBehind } from '../domain/journey/origin.ts';
import type { SendStep } from '../domain/journey/steps/send.ts';
import type { Playbook } from '../domain/playbook.ts';
import { isMail, type MailTexts } from '../domain/templates/template.ts';
import { textBehind } from './text-behind.ts';

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
  const texts = name && (await textBehind(parts, workspace, playbook, name));
  return texts !== undefined && isMail(texts) ? { step, mail: texts } : undefined;
}
