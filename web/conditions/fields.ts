import { LIST_OPS, SINGLE_OPS, type Comparison, type OneOf, type Op, type Scalar } from './condition.ts';

/** What a field may be, and so how it is asked for. */
export type FieldKind =
  | { readonly is: 'names'; readonly of: 'segment' | 'silence' | 'trajectory' | 'weekday' }
  | { readonly is: 'score'; readonly of: 'r' | 'f' | 'm' }
  | { readonly is: 'count'; readonly to: number | null }
  | { readonly is: 'money' }
  | { readonly is: 'anything' };

const CUSTOMER = {
  segment: { is: 'names', of: 'segment' },
  'days-since-last': { is: 'count', to: null },
  'totals.orders': { is: 'count', to: null },
  'totals.revenue': { is: 'money' },
  silence: { is: 'names', of: 'silence' },
  trajectory: { is: 'names', of: 'trajectory' },
  'score.r': { is: 'score', of: 'r' },
  'score.f': { is: 'score', of: 'f' },
  'score.m': { is: 'score', of: 'm' },
  'time.hour': { is: 'count', to: 23 },
  'time.weekday': { is: 'names', of: 'weekday' },
} as const satisfies Readonly<Record<string, FieldKind>>;

export type CustomerField = keyof typeof CUSTOMER;
export const CUSTOMER_FIELDS = Object.keys(CUSTOMER) as readonly CustomerField[];
/** Fields whose name the writer says: attribute.plan, event.amount. */
export const FAMILIES = ['attribute', 'event', 'entry', 'webhook'] as const;
export type Family = (typeof FAMILIES)[number];

/** What may be looked at where a condition is asked. */
export interface Sees {
  readonly customer: boolean;
  /** The types of the events that may have come; empty where none is known. */
  readonly events: readonly string[];
  readonly entry: boolean;
  readonly webhook: boolean;
  /** Whether the customer has entered a journey there. */
  readonly entering: boolean;
}

/** For audiences: the customer, and nothing that happens. */
export const SEES_CUSTOMER: Sees = { customer: true, events: [], entry: false, webhook: false, entering: false };

export type FieldName =
  { readonly is: 'customer'; readonly name: CustomerField } | { readonly is: Family; readonly name: string };

export function readField(field: string): FieldName {
  const known = CUSTOMER_FIELDS.find((each) => each === field);
  if (known !== undefined) return { is: 'customer', name: known };
  const family = FAMILIES.find((each) => field.startsWith(`${each}.`)) ?? 'attribute';
  return { is: family, name: field.startsWith(`${family}.`) ? field.slice(family.length + 1) : field };
}

/** @param events those whose `event.amount` it would be; of purchases and refunds it is money */
export function kindOf(field: string, events: readonly string[]): FieldKind {
  const { is, name } = readField(field);
  if (is === 'customer') return CUSTOMER[name];
  const isMoney = events.length > 0 && events.every((type) => type === 'purchase' || type === 'refund');
  return field === 'event.amount' && isMoney ? { is: 'money' } : { is: 'anything' };
}

/** What can be asked of a field: names have no order. */
export function opsOf(kind: FieldKind): readonly Op[] {
  return kind.is === 'names' ? ['eq', 'ne', ...LIST_OPS] : [...SINGLE_OPS, ...LIST_OPS];
}

/** What each list of names may say, in its order; segments come from the model in force. */
export const NAMES = {
  silence: ['none', 'active', 'overdue', 'lapsed'],
  trajectory: ['growing', 'steady', 'declining', 'new'],
  weekday: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'],
} as const;

function firstValue(kind: FieldKind, segments: readonly string[]): Scalar {
  switch (kind.is) {
    case 'names':
      return kind.of === 'segment' ? (segments[0] ?? '') : NAMES[kind.of][0];
    case 'score':
      return 1;
    case 'count':
    case 'money':
      return 0;
    case 'anything':
      return '';
  }
}

/** The same question of another field; what fits to it is kept. */
export function withField(
  compare: Comparison,
  field: string,
  events: readonly string[],
  segments: readonly string[],
): Comparison {
  const [before, now] = [kindOf(compare.field, events), kindOf(field, events)];
  const isSame = before.is === now.is && (before.is !== 'names' || ('of' in now && before.of === now.of));
  if (isSame) return { ...compare, field };
  return { field, op: now.is === 'names' || now.is === 'anything' ? 'eq' : 'gte', value: firstValue(now, segments) };
}

/** The same field and value, compared in another way. */
export function withOp(compare: Comparison, op: Op): Comparison {
  const { field, value } = compare;
  if (op === 'in' || op === 'not-in') return { field, op, value: isList(value) ? value : [value] };
  return { field, op, value: isList(value) ? (value[0] ?? '') : value };
}

/** Whether it is compared with several values. */
export function isOneOf(compare: Comparison): compare is OneOf {
  return compare.op === 'in' || compare.op === 'not-in';
}

export function isList(value: Comparison['value']): value is Scalar[] {
  return Array.isArray(value);
}

/** Several values as they are typed, with commas between them; numbers where all were numbers before, or must be. */
export function readValues(text: string, asNumbers: boolean): Scalar[] {
  const parts = text.split(',').map((part) => part.trim());
  return parts.filter((part) => part !== '').map((part) => (asNumbers ? Number(part) : part));
}

const SPAN = /^(\d+)(h|d|w)$/;
export const SPAN_UNITS = ['h', 'd', 'w'] as const;
export type SpanUnit = (typeof SPAN_UNITS)[number];

/** 30d as a number and a unit; `undefined`: written in another way, which is left as it is. */
export function readSpan(text: string): { readonly many: number; readonly unit: SpanUnit } | undefined {
  const found = SPAN.exec(text);
  const unit = SPAN_UNITS.find((each) => each === found?.[2]);
  return unit && { many: Number(found?.[1]), unit };
}
