import type { Sees } from '../../../../conditions/fields.ts';
import type { Condition, Definition, Step } from '../../definition.ts';

/**
 * What a condition of a draft may look at.
 * @param isEntering it says who comes in; else whoever it is asked of has entered
 * @param events types of the events that it is about; left out, those that can have brought somebody to a step
 */
export function seenIn(
  { enter, steps }: Pick<Definition, 'enter' | 'steps'>,
  isEntering: boolean,
  events: readonly string[] = [...(enter.on === 'event' ? [enter.event] : []), ...steps.flatMap(awaitedEvents)],
): Sees {
  const webhook = steps.some(({ type }) => type === 'webhook');
  return { customer: true, events, entry: true, webhook: webhook && !isEntering, entering: !isEntering };
}

function awaitedEvents(step: Step): readonly string[] {
  if (step.type !== 'wait') return [];
  const ends = [...(step.until ? [step.until] : []), ...(step.anyOf ?? [])];
  return ends.flatMap((end) => ('on' in end && end.on === 'event' ? [end.event] : []));
}

/** Whether one text or number was changed, and no part of the condition: what is typed in a row is taken back together. */
export function isTyping(before: Condition, now: Condition): boolean {
  return shapeOf(before) === shapeOf(now);
}

function shapeOf(condition: Condition): string {
  return JSON.stringify(condition, (_key, part: unknown) => (typeof part === 'object' ? part : typeof part));
}
