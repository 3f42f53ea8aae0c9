import type { JourneyDefinition, JourneyStep } from './definition.schema.ts';
import { spanOf } from './span.ts';

/** One way out of a step that the definition names. */
interface Way {
  readonly to: string;
  /** Where the definition names it, such as `steps[2].next`. */
  readonly path: string;
}

/** What the shape of a journey depends on. */
export interface StepOutline {
  readonly id: string;
  readonly ways: readonly Way[];
  /** Goes on to the step after it. */
  readonly fallsThrough: boolean;
  /** The least time that passes here, milliseconds; infinite where only something that happens lets one go on. */
  readonly waits: number;
}

/** For each step, by its place, the places of the steps that may follow it. */
export type Graph = readonly (readonly number[])[];

export function outlineOf(step: JourneyStep, place: number): StepOutline {
  const at = `steps[${place}]`;
  const next = step.type === 'stop' ? undefined : step.next;
  const ways = next === undefined ? [] : [{ to: next, path: `${at}.next` }];
  const fallsThrough = step.type !== 'stop' && next === undefined;
  switch (step.type) {
    case 'send':
    case 'place':
    case 'stop':
      return { id: step.id, ways, fallsThrough, waits: 0 };
    case 'wait': {
      const late = step.onTimeout === undefined ? [] : [{ to: step.onTimeout, path: `${at}.onTimeout` }];
      const waits = step.for === undefined ? Infinity : spanOf(step.for);
      return { id: step.id, ways: [...ways, ...late], fallsThrough, waits };
    }
    case 'branch': {
      const paths = step.paths.map((path, index) => ({ to: path.next, path: `${at}.paths[${index}].next` }));
      return { id: step.id, ways: [...paths, ...ways], fallsThrough, waits: 0 };
    }
  }
}

/** Ways to steps that do not exist lead nowhere; of two steps with one id, the first is meant. */
export function graphOf(outlines: readonly StepOutline[]): Graph {
  const places = new Map(outlines.map(({ id }, place) => [id, place] as const).toReversed());
  return outlines.map(({ ways, fallsThrough }, place) => {
    const named = ways.flatMap(({ to }) => places.get(to) ?? []);
    return fallsThrough && place + 1 < outlines.length ? [...named, place + 1] : named;
  });
}

/** The starts themselves and every place that can be reached from them. */
export function reachableFrom(graph: Graph, starts: readonly number[]): ReadonlySet<number> {
  const found = new Set<number>();
  const open = [...starts];
  for (let place = open.pop(); place !== undefined; place = open.pop()) {
    if (found.has(place)) continue;
    found.add(place);
    open.push(...(graph[place] ?? []));
  }
  return found;
}

/** Whether a walk can come back to this place. */
function isOnLoop(graph: Graph, place: number): boolean {
  return reachableFrom(graph, graph[place] ?? []).has(place);
}

const loops = new WeakMap<JourneyDefinition, ReadonlySet<string>>();

/** Steps that one walk can reach more than once: only their visits need counting. Worked out once per definition. */
export function stepsOnLoops(definition: JourneyDefinition): ReadonlySet<string> {
  const known = loops.get(definition);
  if (known) return known;
  const graph = graphOf(definition.steps.map(outlineOf));
  const found = new Set(definition.steps.filter((_, place) => isOnLoop(graph, place)).map(({ id }) => id));
  loops.set(definition, found);
  return found;
}
