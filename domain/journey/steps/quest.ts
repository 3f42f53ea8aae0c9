import { z } from 'zod';
import { questId, stepId } from '../../ids.schema.ts';
import { beginning } from '../../loyalty/quests/start.ts';
import { own } from '../../own.ts';
import { zoneOfCustomer } from '../walk/context.ts';
import { common } from './options.ts';
import type { StepKind, StepOutcome, StepRun } from './step.ts';

const schema = z
  .strictObject({
    ...common,
    type: z.literal('quest').describe('Begins a quest of the loyalty programme for the customer, and goes on at once'),
    quest: questId.describe('The id of the quest, however it begins otherwise'),
    onAlready: stepId
      .optional()
      .describe('The step to take where it runs already, or may not begin, or not again; left out, next'),
  })
  .meta({ id: 'QuestEntryStep' });

type QuestEntryStep = z.infer<typeof schema>;

function take({ quest: id, onAlready }: QuestEntryStep, { context }: StepRun): StepOutcome {
  const { playbook, state, at } = context;
  const quest = playbook.loyalty?.quests.find((one) => one.id === id);
  const before = own(state.loyalty?.quests ?? {}, id);
  const begins = quest && beginning(quest, before, { at, now: at, zone: zoneOfCustomer(context) });
  if (quest && begins) return { go: 'on', took: 'started', begins: { quest, as: begins } };
  return { go: 'on', took: 'already', ...(onAlready === undefined ? {} : { next: onAlready }) };
}

export const quest = { schema, names: ['onAlready'], faults: () => [], take } satisfies StepKind<QuestEntryStep>;
