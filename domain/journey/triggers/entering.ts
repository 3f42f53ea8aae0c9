import { keyOf } from './key.ts';
import type { Enter, Occurrence } from './index.ts';

/** Which enrolment an occurrence is about, of a journey that has one for each key; else `undefined`. */
export function keyOfEntering(enter: Enter, occurrence: Occurrence): string | undefined {
  const per = 'per' in enter ? enter.per : undefined;
  return per !== undefined && occurrence.kind === 'event' ? keyOf(per, occurrence.event) : undefined;
}
