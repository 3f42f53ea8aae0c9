export type Scalar = string | number | boolean;
export const SINGLE_OPS = ['eq', 'ne', 'lt', 'lte', 'gt', 'gte'] as const;
export const LIST_OPS = ['in', 'not-in'] as const;
export type SingleOp = (typeof SINGLE_OPS)[number];
export type ListOp = (typeof LIST_OPS)[number];
export type Op = SingleOp | ListOp;

interface Single {
  readonly field: string;
  readonly op: SingleOp;
  readonly value: Scalar;
}
export interface OneOf {
  readonly field: string;
  readonly op: ListOp;
  /** As the API's own type has it, so that a condition fits into a definition. */
  readonly value: Scalar[];
}
export type Comparison = Single | OneOf;
/** What a customer did so many times. */
export interface Did {
  readonly did: string;
  readonly when?: Condition | undefined;
  /** Left out: once. */
  readonly times?: number | undefined;
  /** A duration such as 30d, or `entering`; left out: ever. */
  readonly within?: string | undefined;
}
interface InAudience {
  readonly in: string;
}
/** A condition as it is worked on: what the API says fits in, and ids are plain text. */
export type Condition =
  | Comparison
  | Did
  | InAudience
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition };

/** How the parts of a group go together. */
export const JOINS = ['all', 'any', 'none', 'not-all'] as const;
export type Join = (typeof JOINS)[number];
export interface Group {
  readonly is: 'group';
  readonly join: Join;
  readonly parts: readonly Condition[];
  /** The path of its first part is this and `[0]`. */
  readonly at: string;
}
/** A condition as it is shown: every `not` around it is told beside it. */
export type Opened =
  | Group
  | { readonly is: 'compare'; readonly compare: Comparison; readonly negated: boolean; readonly at: string }
  | { readonly is: 'did'; readonly did: Did; readonly negated: boolean; readonly at: string }
  | { readonly is: 'audience'; readonly audience: string; readonly negated: boolean; readonly at: string };

/**
 * Takes the `not`s off a condition.
 * @param at its path in what is checked, such as `condition.all[0]`
 */
export function opened(condition: Condition, at: string, negated = false): Opened {
  if ('not' in condition) return opened(condition.not, `${at}.not`, !negated);
  if ('all' in condition) {
    return { is: 'group', join: negated ? 'not-all' : 'all', parts: condition.all, at: `${at}.all` };
  }
  if ('any' in condition) return { is: 'group', join: negated ? 'none' : 'any', parts: condition.any, at: `${at}.any` };
  if ('did' in condition) return { is: 'did', did: condition, negated, at };
  if ('in' in condition) return { is: 'audience', audience: condition.in, negated, at };
  return { is: 'compare', compare: condition, negated, at };
}

/** A group as a condition. */
export function grouped(join: Join, parts: readonly Condition[]): Condition {
  switch (join) {
    case 'all':
      return { all: parts };
    case 'any':
      return { any: parts };
    case 'none':
      return { not: { any: parts } };
    case 'not-all':
      return { not: { all: parts } };
  }
}

/** With `not` around it, or without. */
export function negatedIf(negated: boolean, condition: Condition): Condition {
  return negated ? { not: condition } : condition;
}

/** What a new part of each kind asks at first. */
export const FRESH = {
  compare: (isOfEvent: boolean): Condition =>
    isOfEvent ? { field: 'event.amount', op: 'gte', value: 0 } : { field: 'days-since-last', op: 'gte', value: 30 },
  did: (): Condition => ({ did: 'purchase', times: 1, within: '30d' }),
  audience: (id: string): Condition => ({ in: id }),
  group: (isOfEvent: boolean): Condition => ({ any: [FRESH.compare(isOfEvent)] }),
} as const;

/** Whether a problem is of this path or of something inside of it. */
export function isBelow(path: string, at: string): boolean {
  return path === at || path.startsWith(`${at}.`) || path.startsWith(`${at}[`);
}
