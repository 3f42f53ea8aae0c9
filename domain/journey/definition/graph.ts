import type { JourneyDefinition } from './definition.schema.ts';
import { natureOf, type JourneyStep } from '../steps/index.ts';

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
  const { names, ends, lasts } = natureOf(step);
  const isNamed = 'next' in step && step.next !== undefined;
  return { id: step.id, ways: waysOf(step, names, place), fallsThrough: !ends && !isNamed, waits: lasts };
}

/**
 * The steps that a step names, in the order of the fields and `next` last.
 * @param step sound or not: what names no step is passed over
 * @param fields such as `onTimeout`, or `paths[].next`
 */
export function waysOf(step: unknown, fields: readonly string[], place: number): readonly Way[] {
  return [...fields, 'next'].flatMap((field) => waysIn(step, field, `steps[${place}]`));
}

function waysIn(step: unknown, field: string, path: string): readonly Way[] {
  const [list = '', inner] = field.split('[].');
  const value = fieldIn(step, list);
  if (inner === undefined) return typeof value === 'string' ? [{ to: value, path: `${path}.${list}` }] : [];
  if (!Array.isArray(value)) return [];
  return value.flatMap((part: unknown, index) => waysIn(part, inner, `${path}.${list}[${index}]`));
}

function fieldIn(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? new Map(Object.entries(value)).get(name) : undefined;
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

/** Steps that one walk can reach more than once: only their visits need counting. */
export function stepsOnLoops({ steps }: JourneyDefinition): ReadonlySet<string> {
  const graph = graphOf(steps.map(outlineOf));
  return new Set(steps.filter((_, place) => isOnLoop(graph, place)).map(({ id }) => id));
}
