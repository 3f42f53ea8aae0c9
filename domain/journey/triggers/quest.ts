import { z } from 'zod';
import { questId, questPartId, type QuestId, type QuestPartId } from '../../ids.schema.ts';
import type { Problem } from '../../problem.ts';
import { again, since, when, measured } from './options.ts';
import type { TriggerKind } from './trigger.ts';

/** The customer came further in a quest, or its time is over or soon will be. */
export type QuestOccurrence = { readonly kind: 'quest'; readonly quest: QuestId } & (
  | { readonly is: 'progressed' | 'completed' | 'ending' | 'expired' }
  | { readonly is: 'milestone'; readonly milestone: QuestPartId }
);

const schema = z
  .strictObject({
    on: z.literal('quest').describe('Something happens in a quest of the customer'),
    quest: questId.describe('The id of the quest'),
    is: z
      .enum(['progressed', 'milestone', 'completed', 'ending', 'expired'])
      .describe('progressed: with each event that counts; ending: its time will soon be over, see remindDays'),
    milestone: questPartId.optional().describe('Only this one; left out, any'),
  })
  .meta({ id: 'QuestTrigger', description: 'Progress in a quest, by what the customer did or by time' });

type QuestTrigger = z.infer<typeof schema>;

function names({ quest: id, is, milestone }: QuestTrigger, occurrence: QuestOccurrence): boolean {
  if (id !== occurrence.quest || is !== occurrence.is) return false;
  return milestone === undefined || (occurrence.is === 'milestone' && occurrence.milestone === milestone);
}

function faults({ is, milestone }: QuestTrigger, path: string): readonly Problem[] {
  if (milestone === undefined || is === 'milestone') return [];
  const message = `only "is": "milestone" is about one, and this is "${is}"; leave "milestone" out`;
  return [{ code: 'trigger-never', path: `${path}.milestone`, message }];
}

export const quest = {
  schema,
  enter: schema.extend({ when, again }),
  goal: schema.extend(measured),
  until: schema.extend({ since }),
  names,
  events: () => [],
  faults,
} satisfies TriggerKind<QuestTrigger, QuestOccurrence> & Record<'enter' | 'goal' | 'until', z.ZodType>;
