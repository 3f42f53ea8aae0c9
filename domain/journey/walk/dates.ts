import type { Playbook } from '../../playbook.ts';
import type { Instant } from '../../time.ts';
import type { JourneyId } from '../../ids.schema.ts';
import { dateAhead, type EnterByDate } from '../triggers/date.ts';
import type { Occurrence } from '../triggers/index.ts';
import type { JourneyContext } from './context.ts';

/** As much of a customer as says when their dates come. */
type Dated = Pick<JourneyContext, 'state' | 'timezone' | 'playbook'>;

/** When a date comes next for which a journey lets the customer in, after an instant; infinite where none does. */
export function nextDate(context: Dated, after: Instant): Instant {
  let next = Infinity;
  for (const [, enter] of dated(context.playbook))
    next = Math.min(next, dateAhead(enter, context, after)?.at ?? Infinity);
  return next;
}

/** The dates that have come at this very instant, by what was known before it. */
export function datesDue(before: Dated, at: Instant): readonly Occurrence[] {
  if (before.state.datesAt !== at) return [];
  return dated(before.playbook).flatMap(([journey, enter]) => {
    const ahead = dateAhead(enter, before, at - 1);
    return ahead?.at === at ? [{ kind: 'date', journey, key: ahead.key, starts: true } as const] : [];
  });
}

const known = new WeakMap<Playbook['journeys'], readonly (readonly [JourneyId, EnterByDate])[]>();

/** The journeys that let in by a date. */
function dated({ journeys }: Playbook): readonly (readonly [JourneyId, EnterByDate])[] {
  const found = known.get(journeys);
  if (found) return found;
  const made = [...journeys.values()].flatMap(({ definition: { id, enter } }) =>
    enter.on === 'date' ? [[id, enter] as const] : [],
  );
  known.set(journeys, made);
  return made;
}
