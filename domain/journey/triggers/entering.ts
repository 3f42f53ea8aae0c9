import { own } from '../../own.ts';
import { asKey, keyOf } from './key.ts';
import type { Enter, Occurrence } from './index.ts';

/** Which enrolment an occurrence is about, of a journey that has one for each key; else `undefined`. */
export function keyOfEntering(enter: Enter, occurrence: Occurrence): string | undefined {
  if (occurrence.kind === 'date') return occurrence.key;
  const per = 'per' in enter ? enter.per : undefined;
  if (per === undefined) return undefined;
  if (occurrence.kind === 'event') return keyOf(per, occurrence.event);
  // Whoever is asked by name into a journey that goes by events brings the value under the same name.
  const name = per.slice(per.indexOf('.') + 1);
  return occurrence.kind === 'entry' && occurrence.entry ? asKey(own(occurrence.entry, name)) : undefined;
}

/** Whether somebody who has left may come back: of a journey that goes by dates, for each other date. */
export function againOf(enter: Enter): string {
  return 'again' in enter ? enter.again : 'always';
}
