import type { Advancing } from './advancing.ts';
import { compiled } from '../definition/compiled.ts';
import type { JourneyContext } from './context.ts';
import type { Insider } from './insiders.ts';
import { placeOf, type Inside } from '../standing.ts';
import type { Listening } from '../steps/index.ts';
import type { Noticed, Onward } from '../steps/step.ts';
import { eventOf, happenedAt, type Occurrence } from '../triggers/index.ts';
import { passed, reach, type Walk } from './walk.ts';

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
  const { journey, here } = at;
  const { listening, next } = here;
  const noticed = inside.held ? null : noticedBy(inside, listening, context);
  const ended = inside.held ? answerTo(insider, occurrences, context) : endOf(insider, noticed, occurrences, context);
  listen(advancing, insider, withoutEnd(occurrences, ended), context);
  if (ended === null && noticed && 'until' in noticed) {
    advancing.tell({ what: 'waiting', place: placeOf(id, inside), waiting: { for: 'step', until: noticed.until } });
  }
  if (ended === null) return null;
  const event = typeof ended.by === 'number' ? eventOf(occurrences[ended.by]) : undefined;
  const walk = { journey, enrolment: inside.enrolment, event } as const;
  if (ended.onward === null) return { ...walk, from: 'here' };
  const told = passed(placeOf(id, inside), ended.onward);
  const isKept = inside.held && told.what === 'passed' && event?.kind === 'webhook-reply' && event.facts;
  advancing.tell(isKept ? { ...told, reply: isKept } : told);
  const from = { step: ended.onward.next ?? next } as const;
  if (!inside.held) return { ...walk, from };
  reach(advancing, from.step, { ...walk, from });
  return null;
}

/** What ended a wait: an occurrence, by its place among this instant's, time alone, or what is known of the customer. */
interface Ended {
  readonly by: number | 'time' | 'state';
  /** How the customer goes on; `null`: the step is tried again. */
  readonly onward: Onward | null;
}

/** What ends a wait is used up: it does not end a later one too. */
function withoutEnd(occurrences: readonly Occurrence[], ended: Ended | null): readonly Occurrence[] {
  return typeof ended?.by === 'number' ? occurrences.toSpliced(ended.by, 1) : occurrences;
}

/** Of whoever is held, what became of an effect is taken all the same, for it comes once: they stand at the step after it. */
function answerTo(insider: Standing, occurrences: readonly Occurrence[], context: JourneyContext): Ended | null {
  return insider.inside.waiting.for === 'effect' ? heardBy(insider, occurrences, context) : null;
}

/** Whether the enrolment may go on: an occurrence that comes together with the end of the time goes first. */
function endOf(
  insider: Standing,
  noticed: Noticed | null,
  occurrences: readonly Occurrence[],
  context: JourneyContext,
): Ended | null {
  const { inside, at } = insider;
  return heardBy(insider, occurrences, context) ?? overBy(inside, at.here.listening, noticed, context);
}

/** The first occurrence that is waited for. */
function heardBy(
  { id: journey, inside, at }: Standing,
  occurrences: readonly Occurrence[],
  context: JourneyContext,
): Ended | null {
  const { listening } = at.here;
  if (!isListening(inside) || listening === null) return null;
  for (const [by, occurrence] of occurrences.entries()) {
    const onward = listening.hears({ journey, inside, occurrence, context, isHere: true });
    if (onward) return { by, onward };
  }
  return null;
}

/** Whether the enrolment may go on although nothing that it waits for happened. */
function overBy(
  inside: Inside,
  listening: Listening | null,
  noticed: Noticed | null,
  { at }: JourneyContext,
): Ended | null {
  if (noticed && 'onward' in noticed) return { by: 'state', onward: noticed.onward };
  const { until } = inside.waiting;
  if (until === null || until > at) return null;
  return { by: 'time', onward: isListening(inside) && listening ? listening.timedOut : null };
}

/** Whether the step they stand at was taken, and listens. */
function isListening({ waiting }: Inside): boolean {
  return waiting.for === 'step' || waiting.for === 'effect' || waiting.for === 'reaction';
}

/** What the state alone says to somebody who waits. */
function noticedBy(inside: Inside, listening: Listening | null, context: JourneyContext): Noticed | null {
  return isListening(inside) ? (listening?.notices?.(inside, context) ?? null) : null;
}

/** Tells what waits that have not been reached hear of these occurrences. */
function listen(
  advancing: Advancing,
  {
    id,
    inside,
    at: {
      journey,
      here: { listening },
    },
  }: Standing,
  occurrences: readonly Occurrence[],
  context: JourneyContext,
): void {
  if (occurrences.length === 0) return;
  const { listeners } = compiled(journey.definition);
  // Where a step was reached and does not end by what it hears just now, it hears by itself what is kept for no other.
  const isDeaf = inside.held || !isListening(inside);
  const others = isDeaf && listening && !listening.keeps ? [listening] : [];
  for (const { step, hears } of [...listeners, ...others]) {
    for (const occurrence of occurrences) {
      const onward = hears({ journey: id, inside, occurrence, context, isHere: step.id === inside.step });
      if (onward === null) continue;
      const at = happenedAt(occurrence, context);
      const isKnown = inside.heard?.some(([wait, known]) => wait === step.id && known === at) ?? false;
      if (isKnown) continue;
      const way = onward.next === undefined ? {} : { way: onward.next };
      advancing.tell({ what: 'heard', place: placeOf(id, inside), wait: step.id, happenedAt: at, ...way });
    }
  }
}
