import type { Deadline } from '../../decision/decision.ts';
import { namesOf } from '../../own.ts';
import { journeyVersion, type Playbook } from '../../playbook.ts';
import type { JourneyId } from '../../ids.schema.ts';
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

/** The earliest wait, hold or watch that ends by time alone, in words. */
export function nextJourneyDeadline(journeys: JourneyStandings, playbook: Playbook): Deadline | null {
  const at = nextWait(journeys);
  if (at === Infinity) return null;
  const first = allInside(journeys).find(([, inside]) => endOf(inside) === at);
  if (first === undefined) return watchDeadline(journeys, playbook, at);
  const [id, inside] = first;
  const name = nameIn(playbook, id, inside);
  const what = inside.leaveBy === at ? 'a version closes' : ENDS[inside.waiting.for];
  return { at, because: oneLine(`${what}: step ${inside.step} of "${name}"`) };
}

function watchDeadline(journeys: JourneyStandings, playbook: Playbook, at: Instant): Deadline | null {
  const first = openWatches(journeys).find(([, { until }]) => until === at);
  if (first === undefined) return null;
  const [id, watch] = first;
  const name = nameIn(playbook, id, watch);
  return { at, because: oneLine(`the time to reach the goal of "${name}" is over`) };
}

/** The name of the journey in that version; its id where it was never published. */
function nameIn(playbook: Playbook, id: JourneyId, { version }: Pick<Inside, 'version'>): string {
  return journeyVersion(playbook, id, version)?.definition.name ?? id;
}
