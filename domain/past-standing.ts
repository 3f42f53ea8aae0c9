import type { JournalEntry, JourneyNote } from './decision.ts';
import type { JourneyId } from './ids.schema.ts';
import type { CustomerState, JourneyStanding, Standing } from './state.ts';
import type { Instant } from './time.ts';

type Told = Pick<JournalEntry, 'at' | 'move' | 'journeys'>;

/** Since when somebody was where they were, and what came before: events alone do not say, the journal does. */
export function standingAsTold(standing: Standing | null, entries: readonly Told[]): Standing | null {
  if (standing === null) return null;
  const last = entries.findLast(({ move }) => move !== undefined);
  return last?.move ? { ...standing, since: last.at, previous: last.move.from } : standing;
}

/** Which journeys somebody was inside of after these entries, oldest first, and at which step. */
export function journeysAsTold(entries: readonly Told[]): CustomerState['journeys'] {
  const journeys = new Map<JourneyId, Walked>();
  for (const { at, journeys: notes } of entries) {
    for (const note of notes) {
      const next = followed(journeys.get(note.journey), note, at);
      if (next) journeys.set(note.journey, next);
    }
  }
  return Object.fromEntries([...journeys].map(([id, { standing }]) => [id, standing]));
}

interface Walked {
  readonly standing: JourneyStanding;
  readonly version: number;
  readonly enteredAt: Instant;
}

/** Whoever is inside after an instant waits at a step: every walk ends with a note of it, or with having left. */
function followed(known: Walked | undefined, note: JourneyNote, at: Instant): Walked | undefined {
  if (note.what === 'entered') {
    return { standing: { entered: note.enrolment }, version: note.version, enteredAt: at };
  }
  if (known === undefined) return undefined;
  const { entered } = known.standing;
  if (note.what === 'left') return { ...known, standing: { entered, leftAt: at } };
  if (note.what !== 'waiting') return known;
  const { version, enteredAt } = known;
  const waiting = { for: 'step', until: note.until } as const;
  const inside = { version, enrolment: entered, enteredAt, step: note.step, since: at, waiting, visits: {} };
  return { ...known, standing: { entered, inside } };
}
