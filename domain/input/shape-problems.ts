import type { z } from 'zod';
import { pathText, shownKey, type Problem } from '../problem.ts';
import { isKind, isStranger, shapeSentence } from './shape-sentences.ts';

type Issue = z.core.$ZodIssue;

/** A schema, and what it reads. */
export type Shape = z.ZodType;
export type ShapeOf<Schema extends Shape> = z.output<Schema>;

export type ReadShape<Value> = { readonly value: Value } | { readonly problems: readonly Problem[] };

/** Reads what came from outside: the value, or everything that is wrong with it. The only way in for such values. */
export function readShape<Schema extends Shape>(schema: Schema, input: unknown): ReadShape<ShapeOf<Schema>> {
  const parsed = schema.safeParse(input, { error: shapeSentence });
  if (parsed.success) return { value: parsed.data };
  return { problems: once(parsed.error.issues.flatMap((issue) => shapeProblems(issue, input))) };
}

/** A schema may find the same fault twice, as where a number is beyond two limits. */
function once(problems: readonly Problem[]): readonly Problem[] {
  const places = new Map(problems.map((problem) => [`${problem.path} ${problem.message}`, problem]));
  return [...places.values()];
}

function shapeProblems(issue: Issue, input: unknown, above: readonly PropertyKey[] = []): readonly Problem[] {
  const keys = [...above, ...issue.path];
  const path = pathText(keys);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      code: 'unknown-field',
      path: pathText([...keys, key]),
      message: `there is no field "${shownKey(key)}" here; remove it or check its spelling`,
    }));
  }
  const value = valueAt(input, keys);
  if (issue.code === 'invalid_union' && isMeant(issue.errors, value)) {
    return nearest(issue.errors).flatMap((nested) => shapeProblems(nested, input, keys));
  }
  if (issue.code === 'invalid_key' || issue.code === 'invalid_element') {
    return [{ code: 'malformed', path, message: issue.issues[0]?.message ?? issue.message }];
  }
  if (value === undefined && !isPartOfText(input, keys)) {
    const what = keys.length === 0 ? 'nothing was sent' : 'this field is missing';
    return [{ code: 'missing', path, message: `${what}: ${issue.message}` }];
  }
  return [{ code: 'malformed', path, message: issue.message }];
}

/** Whether one of the alternatives can have been meant, so that its own faults say more than all of them together. */
function isMeant(alternatives: readonly (readonly Issue[])[], value: unknown): boolean {
  return typeof value === 'object' && alternatives.some(isInside) && !isStranger(alternatives, value);
}

/** Whether an alternative takes values of this kind, and only something about it or inside it is wrong. */
function isInside(issues: readonly Issue[]): boolean {
  return issues.every(({ code, path }) => path.length > 0 || !isKind(code));
}

/**
 * Of the alternatives, the one that knows the fields that were sent; then the one that is told from the others by the
 * names in them; then the one with the fewest faults.
 */
function nearest(alternatives: readonly (readonly Issue[])[]): readonly Issue[] {
  const count = (issues: readonly Issue[], which: Issue['code']) => issues.filter(({ code }) => code === which).length;
  const [first] = alternatives
    .filter(isInside)
    .toSorted(
      (a, b) =>
        count(a, 'unrecognized_keys') - count(b, 'unrecognized_keys') ||
        count(a, 'invalid_value') - count(b, 'invalid_value') ||
        a.length - b.length,
    );
  return first ?? [];
}

/** Whether the fault is in a part that the schema has made of a text, such as one of several names in a query. */
function isPartOfText(input: unknown, keys: readonly PropertyKey[]): boolean {
  return keys.some((_, length) => typeof valueAt(input, keys.slice(0, length)) === 'string');
}

function valueAt(input: unknown, keys: readonly PropertyKey[]): unknown {
  return keys.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
    input,
  );
}
