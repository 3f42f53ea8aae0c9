import type { JourneyId } from '../../ids.schema.ts';
import type { Problem } from '../../problem.ts';
import type { JourneyDefinition } from './definition.schema.ts';
import { graphOf, outlineOf } from './graph.ts';

/** A step that asks into another journey, by its place. */
interface Asking {
  readonly place: number;
  readonly journey: JourneyId;
}

/**
 * What is wrong with the steps that ask into other journeys: journeys that are not live, the journey itself, and rounds
 * through several journeys in which no time passes.
 * @param live the versions that take newcomers
 */
export function askingFaults(
  definition: JourneyDefinition,
  live: ReadonlyMap<JourneyId, { readonly definition: JourneyDefinition }>,
): readonly Problem[] {
  const atOnce = new Set(askedAtOnce(definition).map(({ place }) => place));
  return askings(definition).flatMap(({ place, journey }): readonly Problem[] => {
    const path = `steps[${place}].journey`;
    if (journey === definition.id) {
      return [{ code: 'unknown-journey', path, message: 'a journey cannot ask into itself; name another one' }];
    }
    if (!live.has(journey)) {
      const message = `there is no live journey "${journey}"; publish it first`;
      return [{ code: 'unknown-journey', path, message }];
    }
    const round = atOnce.has(place) ? wayBack(definition.id, journey, live) : null;
    if (round === null) return [];
    const names = [definition.id, ...round].join(' → ');
    const message = `${names} goes round without ever waiting; put a wait into one of these journeys`;
    return [{ code: 'loop-without-wait', path, message }];
  });
}

function askings({ steps }: JourneyDefinition): readonly Asking[] {
  return steps.flatMap((step, place) => (step.type === 'enter' ? [{ place, journey: step.journey }] : []));
}

/** Of these, those that can be come to at the instant of entering. */
function askedAtOnce(definition: JourneyDefinition): readonly Asking[] {
  const outlines = definition.steps.map(outlineOf);
  const graph = graphOf(outlines);
  const found = new Set<number>();
  const open = [0];
  for (let place = open.pop(); place !== undefined; place = open.pop()) {
    if (found.has(place) || (outlines[place]?.waits ?? 0) > 0) continue;
    found.add(place);
    open.push(...(graph[place] ?? []));
  }
  return askings(definition).filter(({ place }) => found.has(place));
}

/** The journeys through which one is asked back into `home` at once; `null` where there is no such way. */
function wayBack(
  home: JourneyId,
  from: JourneyId,
  live: ReadonlyMap<JourneyId, { readonly definition: JourneyDefinition }>,
): readonly JourneyId[] | null {
  const seen = new Set<JourneyId>();
  const open: (readonly JourneyId[])[] = [[from]];
  for (let way = open.pop(); way !== undefined; way = open.pop()) {
    const last = way.at(-1);
    const definition = last && live.get(last)?.definition;
    if (last === undefined || definition === undefined || seen.has(last)) continue;
    seen.add(last);
    for (const { journey } of askedAtOnce(definition)) {
      if (journey === home) return [...way, home];
      open.push([...way, journey]);
    }
  }
  return null;
}
