import type { Deadline } from '../../decision/decision.ts';
import { namesOf } from '../../own.ts';
import { journeyVersion, type Playbook } from '../../playbook.ts';
import type { JourneyId, StepId } from '../../ids.schema.ts';
import type { Instant } from '../../time.ts';
import { allInside, openWatches, standingIn, type Inside, type JourneyStandings, type Waiting } from '../standing.ts';
import { oneLine } from '../../words/one-line.ts';

const ENDS: Readonly<Record<Waiting['for'], string>> = {
  step: 'a wait ends',
  effect: 'the wait for a reply ends',
  reaction: 'the time for a reaction to a message is over',
  'quiet-hours': 'quiet hours end',
  priority: 'the message of another journey went first',
  turn: 'more steps are due',
};

/** The instant at which the earliest wait, hold or watch ends by time alone; infinite where none does. */
export function nextWait(journeys: JourneyStandings): Instant {
  let next = Infinity;
  for (const journey of namesOf(journeys)) {
    const { enrolments, watched } = standingIn(journeys, journey);
    for (const { matured, until } of watched ?? []) if (!matured && until < next) next = until;
    for (const enrolment of enrolments) {
      if (enrolment.is === 'inside') next = Math.min(next, endOf(enrolment));
    }
  }
  return next;
}

/** Whoever is held leaves at their time, and else stands still. */
function endOf({ waiting, held, leaveBy = Infinity }: Inside): Instant {
  return Math.min(leaveBy, held ? Infinity : (waiting.until ?? Infinity));
}

/** What of a journey comes to its end by time alone: a wait or hold at a step, the version itself, or the time to reach the goal. */
export type JourneyEnd = {
  readonly at: Instant;
  readonly journey: JourneyId;
  readonly version: number;
} & ({ readonly what: Waiting['for'] | 'closes'; readonly step: StepId } | { readonly what: 'goal' });

/** The earliest wait, hold or watch that ends by time alone. */
export function nextEnd(journeys: JourneyStandings): JourneyEnd | null {
  const at = nextWait(journeys);
  if (at === Infinity) return null;
  const first = allInside(journeys).find(([, inside]) => endOf(inside) === at);
  if (first) {
    const [journey, { version, step, leaveBy, waiting }] = first;
    return { at, journey, version, step, what: leaveBy === at ? 'closes' : waiting.for };
  }
  const watched = openWatches(journeys).find(([, { until }]) => until === at);
  return watched ? { at, journey: watched[0], version: watched[1].version, what: 'goal' } : null;
}

/** The same in words. */
export function nextJourneyDeadline(journeys: JourneyStandings, playbook: Playbook): Deadline | null {
  const end = nextEnd(journeys);
  if (end === null) return null;
  const name = nameIn(playbook, end.journey, end);
  const because =
    end.what === 'goal'
      ? `the time to reach the goal of "${name}" is over`
      : `${end.what === 'closes' ? 'a version closes' : ENDS[end.what]}: step ${end.step} of "${name}"`;
  return { at: end.at, because: oneLine(because) };
}

/** The name of the journey in that version; its id where it was never published. */
function nameIn(playbook: Playbook, id: JourneyId, { version }: Pick<Inside, 'version'>): string {
  return journeyVersion(playbook, id, version)?.definition.name ?? id;
}
