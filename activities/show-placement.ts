import { ApplicationFailure } from '@temporalio/activity';
import type { PlacementStore } from '../db/placements.ts';
import type { EffectCall } from '../workflows/messages.ts';

/** Shows a banner or toast, exactly once: the insert is the effect. */
export function createShowPlacement(placements: Pick<PlacementStore, 'show'>) {
  return async function showPlacement({ workspace, customer, effect }: EffectCall): Promise<void> {
    if (effect.kind !== 'showPlacement') {
      throw ApplicationFailure.nonRetryable(`not a placement: ${effect.kind}`, 'Misdirected');
    }
    const { key, slot, placement, content, at, until, journey, step } = effect;
    await placements.show({ _id: key, workspace, customer, slot, placement, content, from: at, until, journey, step });
  };
}
