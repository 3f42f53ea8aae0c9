import type { Advancing } from './advancing.ts';
import { compiled } from '../definition/compiled.ts';
import type { JourneyContext } from './context.ts';
import type { Insider } from './insiders.ts';
import { placeOf, type Inside, type Waiting } from '../standing.ts';
import type { Listening } from '../steps/index.ts';
import type { Noticed, Onward } from '../steps/step.ts';
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
  const noticed = noticedBy(inside, at.listening, context);
  const ended = heardBy(inside, at.listening, occurrences, context) ?? endOf(inside, at.listening, noticed, context);
  // What ends this wait is used up: it does not end a later one too.
  const others = occurrences.filter((_, place) => place !== ended?.by);
  listen(advancing, insider, others, context);
  if (ended === null && noticed && 'until' in noticed) {
    advancing.tell({ what: 'waiting', place: placeOf(id, inside), waiting: { for: 'step', until: noticed.until } });
  }
  if (ended === null) return null;
  const { journey, next } = at;
  const event = typeof ended.by === 'number' ? eventOf(occurrences[ended.by]) : undefined;
  const walk = { journey, enrolment: inside.enrolment, event } as const;
  if (ended.onward === null) return { ...walk, from: 'here' };
  advancing.tell(passed(placeOf(id, inside), ended.onward));
  return { ...walk, from: { step: ended.onward.next ?? next } };
}

/** What ended a wait: an occurrence, by its place among this instant's, time alone, or what is known of the customer. */
interface Ended {
  readonly by: number | 'time' | 'state';
  /** How the customer goes on; `null`: the step is tried again. */
  readonly onward: Onward | null;
}

/** The first occurrence that is waited for: what comes together with the end of the time goes first. */
function heardBy(
  inside: Inside,
  listening: Listening | null,
  occurrences: readonly Occurrence[],
  context: JourneyContext,
): Ended | null {
  if (!isListening(inside.waiting) || listening === null) return null;
  for (const [by, occurrence] of occurrences.entries()) {
    const onward = listening.hears({ inside, occurrence, context, isHere: true });
    if (onward) return { by, onward };
  }
  return null;
}

function isListening(waiting: Waiting): boolean {
  return waiting.for === 'step' || waiting.for === 'effect';
}

/** Whether the enrolment may go on although nothing that it waits for happened. */
function endOf(
  { waiting }: Inside,
  listening: Listening | null,
  noticed: Noticed | null,
  { at }: JourneyContext,
): Ended | null {
  if (noticed && 'onward' in noticed) return { by: 'state', onward: noticed.onward };
  if (waiting.until === null || waiting.until > at) return null;
  return { by: 'time', onward: isListening(waiting) && listening ? listening.timedOut : null };
}

/** What the state alone says to somebody who waits. */
function noticedBy(inside: Inside, listening: Listening | null, context: JourneyContext): Noticed | null {
  return inside.waiting.for === 'step' && listening ? listening.notices(inside, context) : null;
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
      const onward = hears({ inside, occurrence, context, isHere: false });
      if (onward === null) continue;
      const at = happenedAt(occurrence, context);
      const isKnown = inside.heard?.some(([wait, known]) => wait === step.id && known === at) ?? false;
      if (isKnown) continue;
      const way = onward.next === undefined ? {} : { way: onward.next };
      advancing.tell({ what: 'heard', place: placeOf(id, inside), wait: step.id, happenedAt: at, ...way });
    }
  }
}
