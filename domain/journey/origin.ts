import type { EffectOrigin, JourneyOrigin } from '../effect.ts';
import { journeyVersion, type JourneyPin, type Playbook } from '../playbook.ts';
import type { JourneyStep } from './definition/definition.schema.ts';

/** The versions that a playbook has to be loaded with, so that what an effect says can be looked up. */
export function pinsOfOrigin(origin: EffectOrigin): readonly JourneyPin[] {
  return origin.by === 'journey' ? [origin.place] : [];
}

/**
 * The step that decided an effect, as it is in the version that the enrolment is pinned to.
 * @returns `undefined` where that version or step was never published
 */
export function stepBehind(playbook: Playbook, { place }: JourneyOrigin): JourneyStep | undefined {
  const steps = journeyVersion(playbook, place.journey, place.version)?.definition.steps ?? [];
  return steps.find(({ id }) => id === place.step);
}

/** What becomes of an effect whose step is gone. */
export const STEP_GONE = 'this step is no longer in the playbook';
