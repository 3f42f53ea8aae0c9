import { NO_MEMBERSHIPS, type Memberships } from '../audience/memberships.ts';
import { entriesOf, own } from '../own.ts';
import type { JournalEntry } from './decision.ts';
import type { Standing } from './state.ts';

type Told = Pick<JournalEntry, 'at' | 'move' | 'audiences'>;

/** Since when somebody was where they were, and what came before: events alone do not say, the journal does. */
export function standingAsTold(standing: Standing | null, entries: readonly Told[]): Standing | null {
  if (standing === null) return null;
  const last = entries.findLast(({ move }) => move !== undefined);
  return last?.move ? { ...standing, since: last.at, previous: last.move.from } : standing;
}

/**
 * Since when somebody was in the audiences they were in.
 * @param live as it is told today: of whom an import brought, the journal knows no more
 */
export function membershipsAsTold(
  memberships: Memberships = NO_MEMBERSHIPS,
  entries: readonly Told[],
  live: Memberships = NO_MEMBERSHIPS,
): Memberships {
  const entered = new Map(entries.flatMap(({ at, audiences = [] }) => audiences.map(({ audience }) => [audience, at])));
  return Object.fromEntries(
    entriesOf(memberships).map(([audience, at]) => {
      return [audience, entered.get(audience) ?? Math.min(own(live, audience) ?? at, at)];
    }),
  );
}
