import type { Problem } from '../../problem.ts';
import type { JourneyDefinition } from './definition.schema.ts';

/** A journey that is bound to segments and entered by moves into others lets nobody in. */
export function boundFaults({ bound, enter }: JourneyDefinition): readonly Problem[] {
  if (bound === undefined || enter.on !== 'move' || enter.to === undefined) return [];
  if (enter.to.some((segment) => bound.includes(segment))) return [];
  const message = `the journey is bound to ${bound.join(', ')}, and nobody who moves to ${enter.to.join(', ')} is in there; name the same segments`;
  return [{ code: 'trigger-never', path: 'enter.to', message }];
}
