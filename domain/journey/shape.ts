import { graphOf, isOnLoop, reachableFrom, type Graph, type StepOutline } from './graph.ts';
import type { Problem } from './problem.ts';

/** Faults that can be told from the names of the steps alone: ids used twice, and ways to steps that do not exist. */
export function nameProblems(outlines: readonly StepOutline[]): readonly Problem[] {
  const first = new Map(outlines.map(({ id }, place) => [id, place] as const).toReversed());
  return outlines.flatMap(({ id, ways }, place): readonly Problem[] => {
    const taken = first.get(id);
    const twice = taken === undefined || taken === place ? [] : [duplicateStep(id, taken, place)];
    return [...twice, ...ways.filter(({ to }) => !first.has(to)).map(({ to, path }) => unknownStep(to, path))];
  });
}

/** Faults of the ways between steps: steps that nobody reaches, and loops in which no time passes. */
export function wayProblems(outlines: readonly StepOutline[]): readonly Problem[] {
  return [...unreachableSteps(outlines), ...endlessLoops(outlines)];
}

function duplicateStep(id: string, taken: number, place: number): Problem {
  return {
    code: 'duplicate-step',
    path: `steps[${place}].id`,
    message: `steps[${taken}] is called "${id}" too; give every step an id of its own`,
  };
}

function unknownStep(to: string, path: string): Problem {
  return {
    code: 'unknown-step',
    path,
    message: `there is no step "${to}"; name a step of this journey, or leave it out to go on to the next one`,
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

/** Each loop once, at the way that closes it. */
function endlessLoops(outlines: readonly StepOutline[]): readonly Problem[] {
  const graph = graphOf(outlines).map((ways, place) => (outlines[place]?.waits ? [] : ways));
  const told = new Set<number>();
  return outlines.flatMap((outline, place): readonly Problem[] => {
    if (told.has(place) || !isOnLoop(graph, place)) return [];
    const loop = shortestLoop(graph, place);
    for (const member of reachableFrom(graph, [place])) {
      if (reachableFrom(graph, [member]).has(place)) told.add(member);
    }
    const names = [...loop, place].map((member) => outlines[member]?.id).join(' → ');
    const closing = outlines[loop.at(-1) ?? place]?.ways.find(({ to }) => to === outline.id);
    return [
      {
        code: 'loop-without-wait',
        path: closing?.path ?? `steps[${place}]`,
        message: `${names} goes round without ever waiting; put a wait into the loop`,
      },
    ];
  });
}

/** The places of the shortest way from `start` back to it, `start` first. */
function shortestLoop(graph: Graph, start: number): readonly number[] {
  const seen = new Set<number>();
  let ways: readonly (readonly number[])[] = [[start]];
  while (ways.length > 0) {
    const closed = ways.find((way) => graph[way.at(-1) ?? start]?.includes(start));
    if (closed) return closed;
    ways = ways.flatMap((way) =>
      (graph[way.at(-1) ?? start] ?? []).flatMap((place) => {
        if (seen.has(place)) return [];
        seen.add(place);
        return [[...way, place]];
      }),
    );
  }
  return [start];
}
