import { withSaid, type Attributes } from '../../attributes/attributes.ts';
import type { JourneyEffect } from '../../effect.ts';
import type { OrderKey } from '../../keys.ts';
import type { JourneyId } from '../../ids.schema.ts';
import type { SentLately } from '../../decision/state.ts';
import { given, type Given } from '../../loyalty/give.ts';
import type { Keeper } from '../../loyalty/keeper.ts';
import { occurrencesIn, type LoyaltyOccurrence } from '../../loyalty/occurrences.ts';
import type { Instant } from '../../time.ts';
import { evolve } from '../evolve.ts';
import type { JourneyFact, SaidByStep, StepPlace } from '../facts.ts';
import type { JourneyContext } from './context.ts';
import type { EntryOccurrence } from '../triggers/by-name.ts';
import { insideAs, standingIn, type Inside, type JourneyStanding, type JourneyStandings } from '../standing.ts';

import { withStay } from '../stay.ts';

/** What all of a customer's journeys come to at one instant. */
export interface JourneysAdvanced {
  readonly journeys: JourneyStandings;
  readonly sent: SentLately;
  readonly effects: readonly JourneyEffect[];
  readonly facts: readonly JourneyFact[];
  /** `null`: as they were. */
  readonly said: Attributes | null;
  /** What steps gave, and what became of points and badges by it; `null`: nothing. */
  readonly given: Given | null;
}

/** The same while it is being worked out. Standings change by facts only. */
export class Advancing {
  readonly facts: JourneyFact[] = [];
  readonly effects: JourneyEffect[] = [];
  /** Whom steps ask into other journeys; taken when those who ask have gone as far as they can. */
  wishes: EntryOccurrence[] = [];
  readonly #askedByStep = new Set<string>();
  sent: SentLately;
  /** What steps have said of the customer's attributes, with what was known before; `null`: nothing. */
  said: Attributes | null = null;
  given: Given | null = null;
  /** What steps brought about, and journeys have not heard of yet. */
  news: LoyaltyOccurrence[] = [];
  #seen: JourneyContext | null = null;
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

  tell(told: JourneyFact): void {
    const { journey } = told.place;
    const fact = withStay(told, standingIn(this.journeys, journey), this.#at);
    this.facts.push(fact);
    // It changes nothing, and leaves no trace in the state of somebody who was never inside.
    if (fact.what === 'refused') return;
    this.#journeys ??= { ...this.#standings };
    this.#journeys[journey] = evolve(standingIn(this.#journeys, journey), fact, this.#at);
  }

  /** The same customer, with what steps have said of their attributes, and given them, at this instant. */
  seenIn(context: JourneyContext): JourneyContext {
    return this.#seen ?? context;
  }

  /** Takes what a step says of an attribute: whatever follows sees it. */
  say({ name, value, received }: SaidByStep, context: JourneyContext): void {
    const { state } = this.seenIn(context);
    this.said = withSaid(state, { at: this.#at, received, stated: { [name]: value } });
    this.#seen = { ...context, state: { ...state, ...this.said } };
  }

  /** Lets a step give something, or begin a quest, at once: whatever follows sees it. */
  keep(context: JourneyContext, keep: (keeper: Keeper) => void, order?: OrderKey): void {
    const { state } = this.seenIn(context);
    const told = given(state.loyalty, keep, context, order);
    if (told === null) return;
    this.given = { state: told.state, facts: [...(this.given?.facts ?? []), ...told.facts] };
    this.news.push(...occurrencesIn(told.facts));
    this.#seen = { ...context, state: { ...state, loyalty: told.state } };
  }

  wish(enters: Pick<EntryOccurrence, 'journey' | 'entry'>, { journey, step }: StepPlace): void {
    this.wishes.push({ kind: 'entry', ...enters, asked: { by: 'step', ref: `${journey}/${step}` }, at: this.#at });
  }

  /** Whether a step asks into this journey for the first time at this instant. */
  isFirst(name: string): boolean {
    const isFirst = !this.#askedByStep.has(name);
    this.#askedByStep.add(name);
    return isFirst;
  }

  inside(journey: JourneyId, enrolment: number): Inside | undefined {
    return insideAs(standingIn(this.journeys, journey), enrolment);
  }
}
