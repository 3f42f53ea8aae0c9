import type { JourneyDefinition } from './definition.schema.ts';
import { graphOf, outlineOf } from './graph.ts';
import { natureOf } from '../steps/index.ts';
import { eventsOf } from '../triggers/index.ts';

/**
 * For each step, by its place, the types of the events that a condition there may look at: the one by which somebody
 * entered, or by which a wait before it ended, as long as no time has passed since. `null` for steps nobody reaches.
 */
export function knownEvents({ enter, steps }: JourneyDefinition): readonly (ReadonlySet<string> | null)[] {
  const known: (Set<string> | null)[] = steps.map(() => null);
  const graph = graphOf(steps.map(outlineOf));
  const open: number[] = [];
  const reach = (place: number, events: Iterable<string>) => {
    const before = known[place] ?? null;
    const after = new Set([...(before ?? []), ...events]);
    known[place] = after;
    if (before === null || after.size > before.size) open.push(place);
  };
  if (steps.length > 0) reach(0, eventsOf(enter));
  for (let place = open.pop(); place !== undefined; place = open.pop()) {
    const step = steps[place];
    const ways = graph[place] ?? [];
    const brings = step ? natureOf(step).brings : null;
    for (const way of ways) reach(way, brings === null ? (known[place] ?? []) : brings(steps[way]?.id));
    if (!step || brings === null) continue;
    const next = 'next' in step && step.next !== undefined ? steps.findIndex(({ id }) => id === step.next) : place + 1;
    if (ways.includes(next)) reach(next, brings(undefined));
  }
  return known;
}
