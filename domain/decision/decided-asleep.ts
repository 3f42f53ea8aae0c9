import type { Decision } from './decide.ts';
import { takenAt, type CustomerEvent, type EntryAsked } from '../events/event.ts';
import type { CustomerState } from './state.ts';

/** An entry that a launch decided before the workflow of its customer heard of it. */
export type AsleepEntry = EntryAsked & Required<Pick<EntryAsked, 'playbook'>>;

export function isAsleepEntry(event: CustomerEvent): event is AsleepEntry {
  return event.kind === 'entry' && event.playbook !== undefined;
}

/**
 * Those of a call's events that are decided as they were asleep: each by the playbook and at the instant at which a launch
 * decided it, oldest first, before all else. None where something comes before them; then they are taken like all others.
 */
export function decidedAsleep(state: CustomerState, events: readonly CustomerEvent[]): readonly AsleepEntry[] {
  if (state.rest !== undefined) return [];
  const entries = events.filter(isAsleepEntry).toSorted((a, b) => a.at - b.at || (a.key < b.key ? -1 : 1));
  const last = entries.at(-1);
  const [first] = entries;
  if (first === undefined || last === undefined || first.at < state.asOf) return [];
  return events.some((event) => !isAsleepEntry(event) && takenAt(event) < last.at) ? [] : entries;
}

/** Decisions of one turn, one after another, as one. */
export function joined(first: Decision | null, next: Decision): Decision {
  if (first === null) return next;
  return {
    ...next,
    entries: [...first.entries, ...next.entries],
    effects: [...first.effects, ...next.effects],
    applied: [...first.applied, ...next.applied],
  };
}
