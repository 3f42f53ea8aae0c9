import { type Condition } from '../../../conditions/condition.ts';
import { useChoices } from '../../../conditions/use-choices.ts';

/** What a new variant asks at first: whether somebody is in the best segment. */
export function useFirstSegment(): Condition {
  const [first] = useChoices().segments;
  return { field: 'segment', op: 'eq', value: first?.id ?? '' };
}
