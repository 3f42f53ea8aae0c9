import type { z } from 'zod';

type Issue = z.core.$ZodIssue;

/** What keeps something from having the shape it must have: where, and the words that a marketer needs. */
export interface ShapeProblem {
  readonly code: 'missing' | 'unknown-field' | 'malformed';
  readonly path: string;
  readonly message: string;
}

/** What a schema found in `input`. */
export function shapeProblems(
  issue: Issue,
  input: unknown,
  above: readonly PropertyKey[] = [],
): readonly ShapeProblem[] {
  const keys = [...above, ...issue.path];
  const path = pathText(keys);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      code: 'unknown-field',
      path: pathText([...keys, key]),
      message: `there is no field "${key}" here; remove it or check its spelling`,
    }));
  }
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    return nearest(issue.errors).flatMap((nested) => shapeProblems(nested, input, keys));
  }
  if (issue.code === 'invalid_key') return [{ code: 'malformed', path, message: said(issue.issues[0] ?? issue) }];
  if (valueAt(input, keys) === undefined) {
    return [{ code: 'missing', path, message: `this field is needed: ${said(issue)}` }];
  }
  return [{ code: 'malformed', path, message: said(issue) }];
}

/** Of the alternatives, the one that knows the fields that were sent, and then the one with the fewest faults. */
function nearest(alternatives: readonly (readonly Issue[])[]): readonly Issue[] {
  const unknown = (issues: readonly Issue[]) => issues.filter(({ code }) => code === 'unrecognized_keys').length;
  return alternatives.toSorted((a, b) => unknown(a) - unknown(b) || a.length - b.length)[0] ?? [];
}

function said(issue: Pick<Issue, 'message'>): string {
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
