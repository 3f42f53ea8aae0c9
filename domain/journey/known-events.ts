import type { JourneyDefinition } from './definition.schema.ts';
import { graphOf, outlineOf } from './graph.ts';

/**
 * For each step, by its place, the types of the events that a condition there may look at: the one by which somebody
 * entered, or by which a wait before it ended, as long as no time has passed since. `null` for steps nobody reaches.
 */
export function knownEvents({ enter, steps }: JourneyDefinition): readonly (ReadonlySet<string> | null)[] {
  const known: (Set<string> | null)[] = steps.map(() => null);
  const graph = graphOf(steps.map(outlineOf));
  const open: number[] = [];
  const reach = (place: number | undefined, events: Iterable<string>) => {
    if (place === undefined) return;
    const before = known[place] ?? null;
    const after = new Set([...(before ?? []), ...events]);
    known[place] = after;
    if (before === null || after.size > before.size) open.push(place);
  };
  if (steps.length > 0) reach(0, enter.on === 'event' ? [enter.event] : []);
  for (let place = open.pop(); place !== undefined; place = open.pop()) {
    const step = steps[place];
    const ways = graph[place] ?? [];
    if (step?.type !== 'wait') {
      for (const way of ways) reach(way, known[place] ?? []);
      continue;
    }
    for (const way of ways) reach(way, []);
    const happened = step.next === undefined ? place + 1 : steps.findIndex(({ id }) => id === step.next);
    if (step.until?.on === 'event' && ways.includes(happened)) reach(happened, [step.until.event]);
  }
  return known;
}
