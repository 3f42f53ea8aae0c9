import { z } from 'zod';
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
  const parsed = journeyDefinition.safeParse(input);
  if (!parsed.success) {
    return { problems: [...parsed.error.issues.flatMap((issue) => problemsOf(issue, input)), ...namesOf(input)] };
  }
  const problems = validateJourney(parsed.data);
  return problems.length > 0 ? { problems } : { definition: parsed.data };
}

function isDeeperThan(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((part) => isDeeperThan(part, levels - 1));
}

type Issue = z.core.$ZodIssue;

function problemsOf(issue: Issue, input: unknown, above: readonly PropertyKey[] = []): readonly Problem[] {
  const keys = [...above, ...issue.path];
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      code: 'unknown-field',
      path: pathText([...keys, key]),
      message: `there is no field "${key}" here; remove it or check its spelling`,
    }));
  }
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    return nearest(issue.errors).flatMap((nested) => problemsOf(nested, input, keys));
  }
  const path = pathText(keys);
  if (valueAt(input, keys) === undefined)
    return [{ code: 'missing', path, message: `this field is needed: ${said(issue)}` }];
  return [{ code: 'malformed', path, message: said(issue) }];
}

/** Of the alternatives that a value might have been meant to be, the one with the fewest faults. */
function nearest(alternatives: readonly (readonly Issue[])[]): readonly Issue[] {
  return alternatives.toSorted((a, b) => a.length - b.length)[0] ?? [];
}

function said(issue: Issue): string {
  return issue.message.replace(/^Invalid input: /, '').replace(', received undefined', '');
}

function valueAt(input: unknown, keys: readonly PropertyKey[]): unknown {
  return keys.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
    input,
  );
}

function pathText(keys: readonly PropertyKey[]): string {
  return keys.reduce<string>((path, key) => {
    if (typeof key === 'number') return `${path}[${key}]`;
    return path === '' ? String(key) : `${path}.${String(key)}`;
  }, '');
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
  const loose = looseSteps.safeParse(input);
  if (!loose.success) return [];
  return nameProblems(
    loose.data.steps.map(({ id, next, onTimeout, paths }, place): StepOutline => {
      const named: readonly (readonly [path: string, to: string | undefined])[] = [
        ['next', next],
        ['onTimeout', onTimeout],
        ...paths.map((path, index) => [`paths[${index}].next`, path.next] as const),
      ];
      const ways = named.flatMap(([path, to]) => (to === undefined ? [] : [{ to, path: `steps[${place}].${path}` }]));
      return { id: id ?? `steps[${place}]`, ways, fallsThrough: false, waits: false };
    }),
  );
}
