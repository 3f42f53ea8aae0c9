import { upsertSearchAttributes } from '@temporalio/workflow';
import { changedAttributes } from './search-attributes.ts';
import type { Shown } from './messages.ts';

export const NOTHING_SHOWN: Shown = { segment: '', score: '', journeys: [], deadline: null };

/** Upserts what changed, in one event of the history, or nothing. */
export function show(before: Shown, next: Shown): Shown {
  const changes = changedAttributes(before, next);
  if (changes.length > 0) upsertSearchAttributes(changes);
  return next;
}
