import { stepId, type JourneyId, type StepId } from '../ids.schema.ts';
import type { Instant } from '../time.ts';
import type { JourneyFact, LeaveReason, SkipReason, StepPlace } from './facts.ts';
import type { Inside, JourneyStanding, JourneyStandings } from './standing.ts';

/** A standing as the states of versions 0.2.0 and 0.3.0 hold it. */
export interface EarlierStanding {
  readonly entered: number;
  readonly leftAt?: Instant;
  readonly inside?: Omit<Inside, 'is'>;
}

/** The standings of any version. */
export function standingsNow(
  journeys: Readonly<Record<JourneyId, EarlierStanding | JourneyStanding>>,
): JourneyStandings {
  return Object.fromEntries(Object.entries(journeys).map(([id, standing]) => [id, standingNow(standing)]));
}

function standingNow(standing: EarlierStanding | JourneyStanding): JourneyStanding {
  if ('enrolments' in standing) return standing;
  const { entered, leftAt, inside } = standing;
  if (inside) return { entered, enrolments: [{ is: 'inside', ...inside }] };
  return { entered, enrolments: leftAt === undefined ? [] : [{ is: 'left', enrolment: entered, at: leftAt }] };
}

/** What the journal of versions 0.2.0 and 0.3.0 says of one enrolment: only entering names the version. */
export type EarlierNote =
  | { readonly what: 'entered'; readonly journey: JourneyId; readonly version: number; readonly enrolment: number }
  | { readonly what: 'waiting'; readonly journey: JourneyId; readonly step: StepId; readonly until: Instant | null }
  | { readonly what: 'passed'; readonly journey: JourneyId; readonly step: StepId; readonly took?: string }
  | { readonly what: 'skipped'; readonly journey: JourneyId; readonly step: StepId; readonly because: SkipReason }
  | { readonly what: 'left'; readonly journey: JourneyId; readonly enrolment: number; readonly because: LeaveReason };

/** Of an enrolment that ended before its first step was told. */
const UNTOLD = stepId.parse('untold');

/** Turns the notes of one customer's journal into facts: entry after entry, oldest first. */
export class NotesReader {
  readonly #known = new Map<JourneyId, Known>();

  /** The facts that the notes of the next entry tell. */
  read(notes: readonly EarlierNote[]): readonly JourneyFact[] {
    return notes.flatMap((note, index) => {
      if (note.what !== 'entered') return this.#follow(note);
      const first = notes.slice(index).find((later) => later.journey === note.journey && 'step' in later);
      const step = first && 'step' in first ? first.step : UNTOLD;
      const { journey, version, enrolment } = note;
      const place = { journey, version, enrolment, step, visit: 1 };
      this.#known.set(journey, { place, passes: new Map() });
      return [{ what: 'entered', place } as const];
    });
  }

  /** Takes note of an entry that has facts already. */
  skip(facts: readonly JourneyFact[]): void {
    for (const { what, place } of facts) {
      if (what === 'refused') continue;
      const passes = what === 'entered' ? new Map() : (this.#known.get(place.journey)?.passes ?? new Map());
      if (what === 'passed' || what === 'skipped') passes.set(place.step, place.visit);
      this.#known.set(place.journey, { place, passes });
    }
  }

  #follow(note: Exclude<EarlierNote, { what: 'entered' }>): readonly JourneyFact[] {
    const { journey } = note;
    const nowhere = { journey, version: 0, enrolment: 0, step: UNTOLD, visit: 1 };
    const { place: before, passes } = this.#known.get(journey) ?? { place: nowhere, passes: new Map() };
    if (note.what === 'left') {
      return [{ what: 'left', place: { ...before, enrolment: note.enrolment }, because: note.because }];
    }
    const { step } = note;
    const place = { ...before, step, visit: (passes.get(step) ?? 0) + 1 };
    if (note.what !== 'waiting') passes.set(step, place.visit);
    this.#known.set(journey, { place, passes });
    const isNew = before.step !== step || before.visit !== place.visit;
    return [...(isNew ? [{ what: 'reached', place } as const] : []), factOf(note, place)];
  }
}

interface Known {
  readonly place: StepPlace;
  /** How often each step was passed. */
  readonly passes: Map<StepId, number>;
}

function factOf(note: Exclude<EarlierNote, { what: 'entered' | 'left' }>, place: StepPlace): JourneyFact {
  switch (note.what) {
    case 'waiting':
      return { what: 'waiting', place, waiting: { for: 'step', until: note.until } };
    case 'passed':
      return { what: 'passed', place, ...(note.took === undefined ? {} : { took: note.took }) };
    case 'skipped':
      return { what: 'skipped', place, because: note.because };
  }
}
