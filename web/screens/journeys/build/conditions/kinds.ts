import type { Condition } from '../../definition.ts';

/** The forms of a condition, as they are chosen. */
export const CONDITION_KINDS = ['compare', 'did', 'in', 'all', 'any', 'not'] as const;
export type ConditionKind = (typeof CONDITION_KINDS)[number];
export type Comparison = Extract<Condition, { field: string }>;
export type Did = Extract<Condition, { did: string }>;
export type Scalar = string | number | boolean;

export const FIELDS = [
  'segment',
  'score.r',
  'score.f',
  'score.m',
  'silence',
  'trajectory',
  'totals.orders',
  'totals.revenue',
  'days-since-last',
  'time.hour',
  'time.weekday',
] as const;

/** Fields with a name of the shop's own behind the point. */
export const FIELD_GROUPS = ['attribute', 'event', 'entry', 'webhook'] as const;
export type FieldGroup = (typeof FIELD_GROUPS)[number];

export const OPS = ['eq', 'ne', 'lt', 'lte', 'gt', 'gte', 'in', 'not-in'] as const;
type Op = (typeof OPS)[number];
type ListOp = 'in' | 'not-in';

export function kindOf(condition: Condition): ConditionKind {
  if ('field' in condition) return 'compare';
  if ('did' in condition) return 'did';
  if ('in' in condition) return 'in';
  if ('all' in condition) return 'all';
  return 'any' in condition ? 'any' : 'not';
}

export function freshCondition(): Condition {
  return { field: 'totals.orders', op: 'gte', value: 1 };
}

/** A condition of another form that keeps what it can of this one. */
export function asKind(condition: Condition, kind: ConditionKind): Condition {
  const parts = partsOf(condition);
  const [first = freshCondition()] = parts;
  switch (kind) {
    case 'compare':
      return 'field' in first ? first : freshCondition();
    case 'did':
      return 'did' in first ? first : { did: 'purchase', within: '30d' };
    case 'in':
      return 'in' in first ? first : { in: '' };
    case 'all':
      return { all: parts };
    case 'any':
      return { any: parts };
    case 'not':
      return { not: parts.length > 1 ? condition : first };
  }
}

/** The parts of a group; of anything else it is the only one. */
function partsOf(condition: Condition): readonly Condition[] {
  if ('all' in condition) return condition.all;
  if ('any' in condition) return condition.any;
  return 'not' in condition ? [condition.not] : [condition];
}

export function groupOf(field: string): FieldGroup | undefined {
  return FIELD_GROUPS.find((group) => field.startsWith(`${group}.`));
}

/** The comparison by another operation: one value becomes a list of it, and a list its first value. */
export function withOp({ field, value }: Comparison, op: Op): Comparison {
  const values: Scalar[] = Array.isArray(value) ? value : [value];
  return isListOp(op) ? { field, op, value: values } : { field, op, value: values[0] ?? '' };
}

function isListOp(op: Op): op is ListOp {
  return op === 'in' || op === 'not-in';
}

/** A comparison of another field begins with a value that the field can have. */
export function withField(field: string): Comparison {
  switch (field) {
    case 'segment':
      return { field, op: 'eq', value: '' };
    case 'silence':
      return { field, op: 'eq', value: 'overdue' };
    case 'trajectory':
      return { field, op: 'eq', value: 'declining' };
    case 'time.weekday':
      return { field, op: 'eq', value: 'monday' };
    default:
      return groupOf(field) ? { field, op: 'eq', value: '' } : { field, op: 'gte', value: 1 };
  }
}

/** The comparison with other values, as many as its operation takes. */
export function withValues(comparison: Comparison, values: readonly Scalar[]): Comparison {
  const { field } = comparison;
  return comparison.op === 'in' || comparison.op === 'not-in'
    ? { field, op: comparison.op, value: [...values] }
    : { field, op: comparison.op, value: values[0] ?? '' };
}

export function valuesOf({ value }: Comparison): readonly Scalar[] {
  return Array.isArray(value) ? value : [value];
}
