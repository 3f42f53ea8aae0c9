import type { Problem } from '../../problem.ts';
import { DAY, spanOf } from '../../time.ts';
import { isChain } from '../steps/send-step.ts';
import type { JourneyDefinition } from './definition.schema.ts';
import { goalWindow } from './window.ts';

/**
 * Chains whose last message may come when the goal of the journey no longer counts: what it brings is never measured. They
 * may be meant, so they keep nothing from being published.
 */
export function chainWarnings(definition: Pick<JourneyDefinition, 'steps' | 'goal'>): readonly Problem[] {
  if (definition.goal === undefined) return [];
  const within = goalWindow(definition);
  return definition.steps.flatMap((step, place): readonly Problem[] => {
    if (step.type !== 'send' || !isChain(step)) return [];
    const lasts = spanOf(step.after) * (step.most - 1);
    if (lasts < within) return [];
    const message =
      `the last channel has its turn ${inDays(lasts)} days after the first, and the goal counts for ${inDays(within)}: ` +
      `shorten "after", name fewer channels, or give the goal a longer "within"`;
    return [{ code: 'chain-too-long', path: `steps[${place}].after`, message }];
  });
}

function inDays(ms: number): number {
  return Math.round((ms / DAY) * 10) / 10;
}
