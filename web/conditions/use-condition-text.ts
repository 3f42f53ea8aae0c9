import { useCallback } from 'react';
import { useFormat } from '../format/use-format.ts';
import { useWords } from '../words/words.tsx';
import type { Condition } from './condition.ts';
import { conditionText } from './condition-text.ts';
import { useChoices } from './use-choices.ts';

/** Says conditions in one line. The types of events are those that `event.<name>` would be of. */
export function useConditionText(): (condition: Condition, events?: readonly string[]) => string {
  const words = useWords().conditions;
  const { exactMoney, number } = useFormat();
  const choices = useChoices();
  return useCallback(
    (condition, events) => conditionText(condition, { words, choices, money: exactMoney, number }, events),
    [words, choices, exactMoney, number],
  );
}
