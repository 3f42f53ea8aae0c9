import type { StepId } from '../ids.schema.ts';
import { own } from '../own.ts';
import type { JourneyDefinition } from './definition/definition.schema.ts';
import type { Relocation } from './life.ts';

/** What a new version does to somebody who stands at one step of an earlier one. */
export type Fate =
  | { readonly is: 'stay' }
  | { readonly is: 'move'; readonly to: StepId }
  /** `mapping`: the publisher said so. `step-gone`: nobody said where to. */
  | { readonly is: 'leave'; readonly because: 'mapping' | 'step-gone' };

/** In mappings: out of the journey. */
export const LEAVE = 'leave';

/**
 * Where somebody stands after relocations. A step that the new version has is kept, whatever it says by now; of the
 * others the mappings tell, one after the other.
 * @param relocations that they have to follow, oldest first
 * @param definition of the version that the last of them leads to
 */
export function fateOf(
  step: StepId,
  relocations: readonly Relocation[],
  { steps }: Pick<JourneyDefinition, 'steps'>,
): Fate {
  let at: string = step;
  for (const { mapping } of relocations) {
    at = own<string, string>(mapping, at) ?? at;
    if (at === LEAVE) return { is: 'leave', because: 'mapping' };
  }
  const found = steps.find(({ id }) => id === at);
  if (found === undefined) return { is: 'leave', because: 'step-gone' };
  return found.id === step ? { is: 'stay' } : { is: 'move', to: found.id };
}

/** Those that somebody inside of this version has to follow. */
export function relocationsFrom(version: number, relocations: readonly Relocation[] = []): readonly Relocation[] {
  return relocations.filter(({ to }) => to > version);
}
