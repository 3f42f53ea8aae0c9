import { z } from 'zod';
import { readShape } from '../shape-problems.ts';
import { journeyDefinition, type JourneyDefinition } from './definition.schema.ts';
import type { StepOutline } from './graph.ts';
import type { Problem } from './problem.ts';
import { nameProblems } from './shape.ts';
import { validateJourney } from './validate.ts';

export type ParsedJourney = { readonly definition: JourneyDefinition } | { readonly problems: readonly Problem[] };

/** Far more than any sensible condition; a deeper one would only exhaust the stack. */
const MOST_DEEP = 32;

/** Reads a definition as somebody sent it: the definition, or everything that is wrong with it, all at once. */
export function parseJourney(input: unknown): ParsedJourney {
  if (isDeeperThan(input, MOST_DEEP)) {
    const message = `the definition nests more than ${MOST_DEEP} levels deep; make its conditions flatter`;
    return { problems: [{ code: 'malformed', path: '', message }] };
  }
  const read = readShape(journeyDefinition, input);
  if ('problems' in read) return { problems: [...read.problems, ...namesOf(input)] };
  const problems = validateJourney(read.value);
  return problems.length > 0 ? { problems } : { definition: read.value };
}

function isDeeperThan(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((part) => isDeeperThan(part, levels - 1));
}

const optionalName = z.string().optional().catch(undefined);
const looseSteps = z.object({
  steps: z.array(
    z
      .object({
        id: optionalName,
        next: optionalName,
        onTimeout: optionalName,
        paths: z.array(z.object({ next: optionalName }).catch({})).catch([]),
      })
      .catch({ paths: [] }),
  ),
});

/** Where the shape is not sound, the names of the steps can still be checked. */
function namesOf(input: unknown): readonly Problem[] {
  const loose = readShape(looseSteps, input);
  if ('problems' in loose) return [];
  return nameProblems(
    loose.value.steps.map(({ id, next, onTimeout, paths }, place): StepOutline => {
      const named: readonly (readonly [path: string, to: string | undefined])[] = [
        ['next', next],
        ['onTimeout', onTimeout],
        ...paths.map((path, index) => [`paths[${index}].next`, path.next] as const),
      ];
      const ways = named.flatMap(([path, to]) => (to === undefined ? [] : [{ to, path: `steps[${place}].${path}` }]));
      return { id: id ?? `steps[${place}]`, ways, fallsThrough: false, waits: 0 };
    }),
  );
}
