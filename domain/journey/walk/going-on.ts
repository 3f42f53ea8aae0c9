import type { Advancing } from './advancing.ts';
import { compiled } from '../definition/compiled.ts';
import type { JourneyContext } from './context.ts';
import type { Insider } from './insiders.ts';
import { placeOf, type Inside } from '../standing.ts';
import type { Listening } from '../steps/index.ts';
import type { Onward } from '../steps/step.ts';
import { eventOf, happenedAt, type Occurrence } from '../triggers/index.ts';
import { passed, type Walk } from './walk.ts';

/** An insider whose step is there. */
type Standing = Pick<Insider, 'id' | 'inside'> & { readonly at: NonNullable<Insider['at']> };

/**
 * Lets somebody inside who does not leave hear what happened, and go on where their wait or hold is over.
 * @returns the walk of those who go on; `null` where they go on waiting
 */
export function goOnWhereOver(
  advancing: Advancing,
  insider: Standing,
  occurrences: readonly Occurrence[],
  context: JourneyContext,
): Walk | null {
  const { id, inside, at } = insider;
  const ended = endOf(inside, at.listening, occurrences, context);
  // What ends this wait is used up: it does not end a later one too.
  const others = occurrences.filter((_, place) => place !== ended?.by);
  listen(advancing, insider, others, context);
  if (ended === null) return null;
  const { journey, next } = at;
  const event = ended.by === 'time' ? undefined : eventOf(occurrences[ended.by]);
  const walk = { journey, enrolment: inside.enrolment, event } as const;
  if (ended.onward === null) return { ...walk, from: 'here' };
  advancing.tell(passed(placeOf(id, inside), ended.onward));
  return { ...walk, from: { step: ended.onward.next ?? next } };
}

/** What ended a wait: an occurrence, by its place among this instant's, or time alone. */
interface Ended {
  readonly by: number | 'time';
  /** How the customer goes on; `null`: the step is tried again. */
  readonly onward: Onward | null;
}

/** Whether the enrolment may go on: an occurrence that comes together with the end of the time goes first. */
function endOf(
  inside: Inside,
  listening: Listening | null,
  occurrences: readonly Occurrence[],
  context: JourneyContext,
): Ended | null {
  const { waiting } = inside;
  const listens = waiting.for === 'step' || waiting.for === 'effect' ? listening : null;
  if (listens) {
    const by = occurrences.findIndex((occurrence) => listens.hears(inside, occurrence, context));
    const heard = occurrences[by];
    if (heard) return { by, onward: listens.heard(heard) };
  }
  if (waiting.until === null || waiting.until > context.at) return null;
  return { by: 'time', onward: listens && listens.timedOut };
}

/** Tells what waits that have not been reached hear of these occurrences. */
function listen(
  advancing: Advancing,
  { id, inside, at: { journey } }: Standing,
  occurrences: readonly Occurrence[],
  context: JourneyContext,
): void {
  if (occurrences.length === 0) return;
  for (const { step, hears } of compiled(journey.definition).listeners) {
    for (const occurrence of occurrences) {
      if (!hears(inside, occurrence, context)) continue;
      const at = happenedAt(occurrence, context);
      const isKnown = inside.heard?.some(([wait, known]) => wait === step.id && known === at) ?? false;
      if (!isKnown) advancing.tell({ what: 'heard', place: placeOf(id, inside), wait: step.id, happenedAt: at });
    }
  }
}
