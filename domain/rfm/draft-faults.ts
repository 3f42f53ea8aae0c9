import type { z } from 'zod';
import { coverageFaults, error, warning, type Bins, type ScoringProblem } from './coverage.ts';
import type { ScoringDraft } from './draft.schema.ts';

/** Everything wrong, or likely not meant, with a draft of sound shape; empty where there is nothing to say. */
export function draftFaults(draft: ScoringDraft): readonly ScoringProblem[] {
  return [...reservedIds(draft), ...quantileFaults(draft), ...coverageFaults(draft.segments, binsOf(draft))];
}

/** How many scores each measure of a draft has. */
export function binsOf({ recency, frequency, monetary }: ScoringDraft): Bins {
  return { r: scoresOf(recency), f: scoresOf(frequency), m: monetary === null ? null : scoresOf(monetary) };
}

type Cutting = { readonly fixed: readonly number[] } | { readonly quantiles: number };

function scoresOf(cutting: Cutting): number {
  return 'fixed' in cutting ? cutting.fixed.length + 1 : cutting.quantiles;
}

/** The measures whose cut-offs come from the workspace's own base. */
export function quantileMeasures(draft: ScoringDraft): readonly ('recency' | 'frequency' | 'monetary')[] {
  const measures = ['recency', 'frequency', 'monetary'] as const;
  return measures.filter((measure) => {
    const cutting = draft[measure];
    return cutting !== null && 'quantiles' in cutting;
  });
}

/** State is plain JSON keyed by these ids, and every object inherits a `constructor`. */
function reservedIds({ segments: { segments } }: ScoringDraft): readonly ScoringProblem[] {
  return segments.flatMap(({ id }, place) =>
    String(id) === 'constructor'
      ? [error('reserved-id', `segments.segments[${place}].id`, '"constructor" is reserved; choose another id')]
      : [],
  );
}

function quantileFaults(draft: ScoringDraft): readonly ScoringProblem[] {
  const measures = quantileMeasures(draft);
  const faults: ScoringProblem[] = [];
  if (draft.recencyOf === 'engagement' && measures.includes('recency')) {
    const message = 'recency quantiles are counted over last actions; use fixed days where signs of life count too';
    faults.push(error('recency-of-engagement', 'recency', message));
  }
  if (draft.recompute !== null && measures.length === 0) {
    const message = 'every cut-off is fixed, so there is nothing to compute anew; leave "recompute" out';
    faults.push(warning('nothing-to-recompute', 'recompute', message));
  }
  return faults;
}

export function unknownPreset(ids: readonly string[]): ScoringProblem {
  return error('unknown-preset', 'preset', `there is no such preset; it is one of ${ids.join(', ')}`);
}

type Issue = z.core.$ZodIssue;

/** What a schema found, with the path and the words that a marketer needs. */
export function problemsOf(
  issue: Issue,
  input: unknown,
  above: readonly PropertyKey[] = [],
): readonly ScoringProblem[] {
  const keys = [...above, ...issue.path];
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) =>
      error(
        'unknown-field',
        pathText([...keys, key]),
        `there is no field "${key}" here; remove it or check its spelling`,
      ),
    );
  }
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    return nearest(issue.errors).flatMap((nested) => problemsOf(nested, input, keys));
  }
  if (issue.code === 'invalid_key') return [error('malformed', pathText(keys), said(issue.issues[0] ?? issue))];
  const missing = valueAt(input, keys) === undefined;
  const message = missing ? `this field is needed: ${said(issue)}` : said(issue);
  return [error(missing ? 'missing' : 'malformed', pathText(keys), message)];
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
