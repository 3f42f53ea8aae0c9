import { HOUR, MINUTE, SECOND } from '../../time.ts';
import { graphOf, reachableFrom, type Graph, type StepOutline } from './graph.ts';
import type { Problem } from '../../problem.ts';

/** Faults that can be told from the names of the steps alone: ids used twice, and ways to steps that do not exist. */
export function nameProblems(outlines: readonly StepOutline[]): readonly Problem[] {
  const first = new Map(outlines.map(({ id }, place) => [id, place] as const).toReversed());
  return outlines.flatMap(({ id, ways }, place): readonly Problem[] => {
    const taken = first.get(id);
    const twice = taken === undefined || taken === place ? [] : [duplicateStep(id, taken, place)];
    return [...twice, ...ways.filter(({ to }) => !first.has(to)).map(({ to, path }) => unknownStep(to, path))];
  });
}

/**
 * Faults of the ways between steps: steps that nobody reaches, and loops in which hardly any time passes. Where a way
 * leads nowhere, what lies behind it only seems to be out of reach.
 */
export function wayProblems(outlines: readonly StepOutline[]): readonly Problem[] {
  const ids = new Set(outlines.map(({ id }) => id));
  const isWhole = outlines.every(({ ways }) => ways.every(({ to }) => ids.has(to)));
  return [...(isWhole ? unreachableSteps(outlines) : []), ...endlessLoops(outlines)];
}

function duplicateStep(id: string, taken: number, place: number): Problem {
  return {
    code: 'duplicate-step',
    path: `steps[${place}].id`,
    message: `steps[${taken}] is called "${id}" too; give every step an id of its own`,
  };
}

/** Ways of a branch and of a split have to be named. */
const MAY_BE_LEFT_OUT = /^steps\[\d+\]\.\w+$/;

function unknownStep(to: string, path: string): Problem {
  return {
    code: 'unknown-step',
    path,
    message: `there is no step "${to}"; name a step of this journey${MAY_BE_LEFT_OUT.test(path) ? ', or leave it out to go on to the next one' : ''}`,
  };
}

function unreachableSteps(outlines: readonly StepOutline[]): readonly Problem[] {
  const reached = reachableFrom(graphOf(outlines), [0]);
  return outlines.flatMap(({ id }, place): readonly Problem[] =>
    reached.has(place)
      ? []
      : [
          {
            code: 'unreachable-step',
            path: `steps[${place}]`,
            message: `nobody can reach step "${id}"; lead a step to it, or remove it`,
          },
        ],
  );
}

/** Less would take a customer round and round while others wait. */
const LEAST_ROUND = HOUR;

/** Each loop once, at the way that closes it. */
function endlessLoops(outlines: readonly StepOutline[]): readonly Problem[] {
  const graph = graphOf(outlines);
  const waits = outlines.map((outline) => outline.waits);
  const told = new Set<number>();
  return outlines.flatMap((outline, place): readonly Problem[] => {
    const loop = told.has(place) ? null : quickestLoop(graph, waits, place);
    if (loop === null || loop.ms >= LEAST_ROUND) return [];
    for (const member of loop.places) told.add(member);
    const names = [...loop.places, place].map((member) => outlines[member]?.id).join(' → ');
    const closing = outlines[loop.places.at(-1) ?? place]?.ways.find(({ to }) => to === outline.id);
    const passes = loop.ms === 0 ? 'without ever waiting' : `after only ${spanText(loop.ms)}`;
    return [
      {
        code: 'loop-without-wait',
        path: closing?.path ?? `steps[${place}]`,
        message: `${names} goes round ${passes}; put waits of at least an hour in all into the loop`,
      },
    ];
  });
}

interface Loop {
  /** The place it starts from first. */
  readonly places: readonly number[];
  readonly ms: number;
}

/** The way from `start` back to it on which the least time passes; of several, the one with the fewest steps. */
function quickestLoop(graph: Graph, waits: readonly number[], start: number): Loop | null {
  const best = new Map<number, Loop>();
  const open: Loop[] = [{ places: [start], ms: waits[start] ?? 0 }];
  for (let way = takeQuickest(open); way; way = takeQuickest(open)) {
    const from = way.places.at(-1) ?? start;
    if (best.has(from)) continue;
    best.set(from, way);
    for (const place of graph[from] ?? []) {
      if (!best.has(place)) open.push({ places: [...way.places, place], ms: way.ms + (waits[place] ?? 0) });
    }
  }
  const closing = [...best.values()].filter(({ places }) => graph[places.at(-1) ?? start]?.includes(start));
  return takeQuickest(closing) ?? null;
}

/** Takes the way with the least time, and then the fewest steps, out of the list. */
function takeQuickest(ways: Loop[]): Loop | undefined {
  const [first, ...others] = ways;
  if (first === undefined) return undefined;
  const quickest = others.reduce((best, way) => (isQuicker(way, best) ? way : best), first);
  ways.splice(ways.indexOf(quickest), 1);
  return quickest;
}

function isQuicker(a: Loop, b: Loop): boolean {
  return a.ms === b.ms ? a.places.length < b.places.length : a.ms < b.ms;
}

function spanText(ms: number): string {
  return ms < MINUTE ? `${ms / SECOND} s` : `${Math.round(ms / MINUTE)} min`;
}
