import type { z } from 'zod';
import { own } from '../own.ts';

type Issue = z.core.$ZodRawIssue;

/** The last resort. The schemas here never fall back on it: it tells nobody what to do. */
export const SAYS_NOTHING = 'this is not right; see its description in /docs';

/**
 * What a schema library found, as a sentence for people: what is wrong, and what to send instead. It stands behind the
 * name of the field. Every schema is read with it (`readShape`), so the library's own words reach nobody.
 * It never repeats a value that was sent: that may be somebody's address, or half a megabyte.
 */
export function shapeSentence(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return typeSentence(issue.expected, issue.input);
    case 'invalid_value':
      return valueSentence(issue.values, issue.input);
    case 'too_small':
      return sizeSentence('small', issue.origin, issue.minimum, issue);
    case 'too_big':
      return sizeSentence('large', issue.origin, issue.maximum, issue);
    case 'not_multiple_of':
      return `this is between two steps; send a multiple of ${issue.divisor}`;
    case 'invalid_format':
      return formatSentence(issue.format);
    case 'unrecognized_keys':
      return 'there is no such field here; remove it or check its spelling';
    case 'invalid_union':
      return unionSentence(issue);
    case 'invalid_key':
    case 'invalid_element':
      return innerSentence(issue.issues);
    case 'custom':
      return SAYS_NOTHING;
  }
}

/** For a field whose kind of value deserves words of its own; its other causes keep theirs. */
export function ofKind(sentence: string): {
  readonly error: (issue: { readonly code?: string }) => string | undefined;
} {
  return { error: ({ code }) => (code === 'invalid_type' ? sentence : undefined) };
}

const NOUNS: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  nan: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  tuple: 'a list',
  object: 'an object',
  record: 'an object',
  null: 'null',
  date: 'a time',
};

function typeSentence(expected: string, input: unknown): string {
  const wanted = own(NOUNS, expected) ?? 'another kind of value';
  if (input === undefined) return `add ${wanted}`;
  if (typeof input === 'number' && Number.isNaN(input)) return `this is no number; send ${wanted}`;
  if (typeof input === 'number' && expected === 'int') return 'this has a fraction; send a whole number';
  if (typeof input === 'number' && expected === 'number') return 'this number is too large; send a smaller one';
  const quotes = { 'string → number': ', without quotes', 'number → string': ', in quotes' };
  const both = `${typeof input} → ${expected}`;
  const how = Object.entries(quotes).find(([name]) => name === both)?.[1] ?? '';
  return `this is ${kindOf(input)}; send ${wanted}${how}`;
}

function valueSentence(values: readonly unknown[], input: unknown): string {
  if (input === undefined) return `add ${oneOf(values)}`;
  return `this is not a value that is known here; send ${oneOf(values)}`;
}

function innerSentence([first]: readonly { readonly message: string }[]): string {
  return first?.message ?? SAYS_NOTHING;
}

function kindOf(input: unknown): string {
  if (input === null) return 'null';
  if (Array.isArray(input)) return 'a list';
  return own(NOUNS, typeof input) ?? 'another kind of value';
}

interface Bound {
  readonly inclusive?: boolean;
  readonly exact?: boolean;
}

function sizeSentence(is: 'small' | 'large', origin: string, limit: number | bigint, bound: Bound): string {
  const figure = String(limit).replace(/\B(?=(\d{3})+$)/g, ',');
  if (origin === 'string' || origin === 'array' || origin === 'set' || origin === 'map') {
    const what = origin === 'string' ? 'character' : 'item';
    const counted = `${figure} ${what}${Number(limit) === 1 ? '' : 's'}`;
    if (bound.exact) return `this has the wrong length; send exactly ${counted}`;
    if (is === 'large') return `this is too long; send at most ${counted}`;
    return Number(limit) === 1
      ? `this is empty; send at least ${counted}`
      : `this is too short; send ${counted} or more`;
  }
  if (bound.inclusive === false) return `this is too ${is}; send ${is === 'small' ? 'more' : 'less'} than ${figure}`;
  return `this is too ${is}; send ${figure} or ${is === 'small' ? 'more' : 'less'}`;
}

const FORMATS: Readonly<Record<string, string>> = {
  email: 'this is no e-mail address; write one such as ada@example.com',
  url: 'this is no address of a page; write one such as https://example.com/sale',
  datetime: 'this is no time; write it in ISO 8601 with a zone, such as 2026-11-20T10:00:00Z',
  date: 'this is no day; write it as 2026-11-20',
};

function formatSentence(format: string): string {
  return own(FORMATS, format) ?? SAYS_NOTHING;
}

/** Where no alternative got further than the value itself, all of them are offered. */
function unionSentence(issue: Extract<Issue, { code: 'invalid_union' }>): string {
  if (Array.isArray(issue.options)) return valueSentence(issue.options, discriminatorIn(issue));
  if (isStranger(issue.errors, issue.input)) return strangerSentence(issue.errors);
  const found = issue.errors.flatMap(([first]) => (first === undefined ? [] : [first]));
  const values = found.flatMap((nested) => (nested.code === 'invalid_value' ? nested.values : []));
  const kinds = found.flatMap((nested) => (nested.code === 'invalid_type' ? (own(NOUNS, nested.expected) ?? []) : []));
  const others = found.flatMap(({ code, message }) =>
    code === 'invalid_value' || code === 'invalid_type' ? [] : [message],
  );
  const wanted = [...new Set([...(values.length === 0 ? [] : [oneOf(values)]), ...kinds])].join(', or ');
  const offers = [...(wanted === '' ? [] : [`send ${wanted}`]), ...new Set(others)];
  if (offers.length === 0) return SAYS_NOTHING;
  return issue.input === undefined ? offers.join('; or ').replace(/^send /, 'add ') : offers.join('; or ');
}

function discriminatorIn({ input, discriminator }: Extract<Issue, { code: 'invalid_union' }>): unknown {
  return typeof input === 'object' && input !== null && discriminator !== undefined
    ? Reflect.get(input, discriminator)
    : undefined;
}

type Alternatives = readonly (readonly z.core.$ZodIssue[])[];

/** Whether an object has no field that any of the alternatives knows, so that none can have been meant. */
export function isStranger(alternatives: Alternatives, input: unknown): boolean {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return false;
  const keys = Object.keys(input).length;
  const objects = alternatives.filter((issues) => !issues.some(({ code, path }) => isKind(code) && path.length === 0));
  return (
    objects.length > 1 &&
    objects.every((issues) => {
      const unknown = issues.flatMap((issue) => (issue.code === 'unrecognized_keys' ? issue.keys : []));
      return unknown.length === keys && missingIn(issues).length > 0;
    })
  );
}

/** Whether the value is of another kind than an alternative takes. */
export function isKind(code: z.core.$ZodIssue['code']): boolean {
  return code === 'invalid_type' || code === 'invalid_value';
}

function missingIn(issues: readonly z.core.$ZodIssue[]): readonly string[] {
  return issues.flatMap(({ code, path }) => (code === 'unrecognized_keys' ? [] : path.slice(0, 1).map(String)));
}

function strangerSentence(alternatives: Alternatives): string {
  const fields = alternatives
    .map((issues) => missingIn(issues).map((name) => `"${name}"`))
    .filter(({ length }) => length > 0);
  const offers = new Set(fields.map((names) => names.join(', ')));
  return `none of the fields that are known here was sent; send an object with ${[...offers].join(', or with ')}`;
}

/** `"a"`, `"a" or "b"`, `one of "a", "b" and "c"`. */
function oneOf(values: readonly unknown[]): string {
  const names = values.map((value) => (typeof value === 'string' ? `"${value}"` : String(value)));
  if (names.length <= 2) return names.join(' or ');
  return `one of ${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;
}
