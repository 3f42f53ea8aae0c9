import type { CustomerState } from '../decision/state.ts';
import type { QuestId } from '../ids.schema.ts';
import { zoneOfCustomer } from '../journey/walk/context.ts';
import type { Loyalty } from '../loyalty/program.ts';
import { newestQuest } from '../loyalty/quests/view.ts';
import { dayText } from '../time-zone.ts';

/** What templates may see of the quest that something happened in last; `null` and 0 where there is none. */
export interface QuestContext {
  readonly id: QuestId | null;
  readonly name: string | null;
  /** The first step that is not done; of one that is, the last. */
  readonly step: string | null;
  readonly done: number;
  readonly target: number;
  /** The last day of it, by the clock of the customer; `null`: there is no hurry. */
  readonly deadline: string | null;
}

const NO_QUEST: QuestContext = { id: null, name: null, step: null, done: 0, target: 0, deadline: null };

/** Whether a text may name it. */
const NAMES_QUEST = /\bquest\b/;

/** The quest, where one of these texts may name it; else `null`. */
export function questNamedIn(
  texts: readonly (string | undefined)[],
  program: Loyalty,
  state: CustomerState,
  timezone: string,
): QuestContext | null {
  if (!texts.some((text) => text !== undefined && NAMES_QUEST.test(text))) return null;
  const zone = zoneOfCustomer({ state, timezone });
  const view = newestQuest(program, state, state.asOf, zone);
  if (view === null) return NO_QUEST;
  const { id, name, steps, deadline } = view;
  const step = steps.find(({ done, target }) => done < target) ?? steps.at(-1);
  const last = deadline === null ? null : dayText(deadline - 1, zone);
  return { id, name, step: step?.name ?? null, done: step?.done ?? 0, target: step?.target ?? 0, deadline: last };
}
