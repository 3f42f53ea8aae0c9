import type { JournalEntry } from './decision.ts';
import type { Standing } from './state.ts';

type Told = Pick<JournalEntry, 'at' | 'move'>;

/** Since when somebody was where they were, and what came before: events alone do not say, the journal does. */
export function standingAsTold(standing: Standing | null, entries: readonly Told[]): Standing | null {
  if (standing === null) return null;
  const last = entries.findLast(({ move }) => move !== undefined);
  return last?.move ? { ...standing, since: last.at, previous: last.move.from } : standing;
}
