import { z } from 'zod';
import { readShape } from '../../input/shape-problems.ts';
import { journeyDefinition, type JourneyDefinition } from './definition.schema.ts';
import { waysOf, type StepOutline } from './graph.ts';
import { withStepsNamed } from './named-steps.ts';
import { nameProblems } from './graph-problems.ts';
import type { Problem } from '../../problem.ts';
import { NAMING_FIELDS } from '../steps/index.ts';
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
  if ('problems' in read) return { problems: withStepsNamed([...read.problems, ...namesOf(input)], stepsIn(input)) };
  const problems = withStepsNamed(validateJourney(read.value), read.value.steps);
  return problems.length > 0 ? { problems } : { definition: read.value };
}

function stepsIn(input: unknown): unknown {
  return typeof input === 'object' && input !== null && 'steps' in input ? input.steps : null;
}

function isDeeperThan(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((part) => isDeeperThan(part, levels - 1));
}

const looseSteps = z.object({
  steps: z.array(
    z
      .object({ id: z.string().optional().catch(undefined) })
      .loose()
      .catch({}),
  ),
});

/** Where the shape is not sound, the names of the steps can still be checked. */
function namesOf(input: unknown): readonly Problem[] {
  const loose = readShape(looseSteps, input);
  if ('problems' in loose) return [];
  return nameProblems(
    loose.value.steps.map((step, place): StepOutline => {
      const ways = waysOf(step, NAMING_FIELDS, place);
      return { id: step.id ?? `steps[${place}]`, ways, fallsThrough: false, waits: 0 };
    }),
  );
}
