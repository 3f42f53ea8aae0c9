import type { Effect } from '../../effect.ts';
import type { JourneyId } from '../../ids.schema.ts';
import type { SentLately } from '../../decision/state.ts';
import type { Instant } from '../../time.ts';
import { evolve } from '../evolve.ts';
import type { JourneyFact } from '../facts.ts';
import { insideAs, standingIn, type Inside, type JourneyStanding, type JourneyStandings } from '../standing.ts';

/** What all of a customer's journeys come to at one instant. */
export interface JourneysAdvanced {
  readonly journeys: JourneyStandings;
  readonly sent: SentLately;
  readonly effects: readonly Effect[];
  readonly facts: readonly JourneyFact[];
}

/** The same while it is being worked out. Standings change by facts only. */
export class Advancing {
  readonly facts: JourneyFact[] = [];
  readonly effects: Effect[] = [];
  sent: SentLately;
  readonly #at: Instant;
  readonly #standings: JourneyStandings;
  /** A copy, from the first fact on. */
  #journeys: Record<JourneyId, JourneyStanding> | null = null;

  constructor(at: Instant, standings: JourneyStandings, sent: SentLately) {
    this.#at = at;
    this.#standings = standings;
    this.sent = sent;
  }

  get journeys(): JourneyStandings {
    return this.#journeys ?? this.#standings;
  }

  tell(fact: JourneyFact): void {
    const { journey } = fact.place;
    this.facts.push(fact);
    // It changes nothing, and leaves no trace in the state of somebody who was never inside.
    if (fact.what === 'refused') return;
    this.#journeys ??= { ...this.#standings };
    this.#journeys[journey] = evolve(standingIn(this.#journeys, journey), fact, this.#at);
  }

  inside(journey: JourneyId, enrolment: number): Inside | undefined {
    return insideAs(standingIn(this.journeys, journey), enrolment);
  }
}
