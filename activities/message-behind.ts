import type { PartStore } from '../db/playbook/parts.ts';
import type { Said } from '../domain/channels/texts.ts';
import type { Effect } from '../domain/effect.ts';
import type { WorkspaceId } from '../domain/ids.schema.ts';
import { stepBehind } from '../domain/journey/origin.ts';
import { wordingOn, type SendStep } from '../domain/journey/steps/send-step.ts';
import { ownWords, templateWords } from '../domain/journey/steps/send-words.ts';
import type { Playbook } from '../domain/playbook.ts';
import { textBehind } from './text-behind.ts';

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
  { origin, channel, template: name }: Pick<Effect<'sendMessage'>, 'origin' | 'channel' | 'template'>,
): Promise<MessageBehind | undefined> {
  const step = stepBehind(playbook, origin);
  if (step?.type !== 'send') return undefined;
  const wording = wordingOn(step, channel);
  if (wording === undefined) return undefined;
  const own = ownWords(wording);
  if (own !== undefined) return { step, said: own };
  const texts = name && (await textBehind(parts, workspace, playbook, name));
  const said = texts && templateWords(wording, texts);
  return said && { step, said };
}
