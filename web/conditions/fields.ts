import { LIST_OPS, SINGLE_OPS, type Comparison, type OneOf, type Op, type Scalar } from './condition.ts';

/** Names that a workspace makes up itself. */
export type OwnNames = 'segment' | 'tier';
/** What lists of names there are. */
type NamesOf = OwnNames | Listed;
/** Lists that are the same everywhere. */
export type Listed = keyof typeof NAMES;

/** What a field may be, and so how it is asked for. */
export type FieldKind =
  | { readonly is: 'names'; readonly of: NamesOf }
  | { readonly is: 'score'; readonly of: 'r' | 'f' | 'm' }
  | { readonly is: 'count'; readonly to: number | null }
  | { readonly is: 'money' }
  | { readonly is: 'yes-no' }
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
  tier: { is: 'names', of: 'tier' },
  points: { is: 'count', to: null },
  badges: { is: 'count', to: null },
  referrals: { is: 'count', to: null },
  referred: { is: 'names', of: 'referred' },
} as const satisfies Readonly<Record<string, FieldKind>>;

export type CustomerField = keyof typeof CUSTOMER;
export const CUSTOMER_FIELDS = Object.keys(CUSTOMER) as readonly CustomerField[];
/** Fields whose name the writer says: attribute.plan, quest.three-orders.progress, event.amount. */
export const FAMILIES = ['attribute', 'quest', 'badge', 'consent', 'reachable', 'event', 'entry', 'webhook'] as const;
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
  | { readonly is: 'customer'; readonly name: CustomerField }
  | { readonly is: Family; readonly name: string };

export function readField(field: string): FieldName {
  const known = CUSTOMER_FIELDS.find((each) => each === field);
  if (known !== undefined) return { is: 'customer', name: known };
  const family = FAMILIES.find((each) => field.startsWith(`${each}.`)) ?? 'attribute';
  return { is: family, name: field.startsWith(`${family}.`) ? field.slice(family.length + 1) : field };
}

/** @param events those whose `event.amount` it would be; of purchases and refunds it is money */
export function kindOf(field: string, events: readonly string[]): FieldKind {
  const { is, name } = readField(field);
  switch (is) {
    case 'customer':
      return CUSTOMER[name];
    case 'quest':
      return questKind(name);
    case 'consent':
      return { is: 'names', of: 'consent' };
    case 'badge':
    case 'reachable':
      return { is: 'yes-no' };
    case 'attribute':
    case 'event':
    case 'entry':
    case 'webhook':
  }
  const isMoney = events.length > 0 && events.every((type) => type === 'purchase' || type === 'refund');
  return field === 'event.amount' && isMoney ? { is: 'money' } : { is: 'anything' };
}

function questKind(name: string): FieldKind {
  if (name.endsWith('.progress')) return { is: 'count', to: 100 };
  return name.endsWith('.completed') ? { is: 'count', to: null } : { is: 'names', of: 'quest' };
}

/** What can be asked of a field: names have no order. */
export function opsOf(kind: FieldKind): readonly Op[] {
  if (kind.is === 'yes-no') return ['eq', 'ne'];
  return kind.is === 'names' ? ['eq', 'ne', ...LIST_OPS] : [...SINGLE_OPS, ...LIST_OPS];
}

/** What each list of names may say, in its order; segments come from the model in force. */
export const NAMES = {
  silence: ['none', 'active', 'overdue', 'lapsed'],
  trajectory: ['growing', 'steady', 'declining', 'new'],
  weekday: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'],
  referred: ['no', 'came', 'bought', 'rewarded'],
  quest: ['not-started', 'running', 'completed', 'expired'],
  consent: ['granted', 'withdrawn', 'none'],
} as const;

/** The names that a workspace has made up, by id. */
export type Own = Readonly<Record<OwnNames, readonly string[]>>;

/** Whether names of this kind are the workspace's own. */
export function isOwn(of: NamesOf): of is OwnNames {
  return of === 'segment' || of === 'tier';
}

function firstValue(kind: FieldKind, own: Own): Scalar {
  switch (kind.is) {
    case 'names':
      return isOwn(kind.of) ? (own[kind.of][0] ?? '') : NAMES[kind.of][0];
    case 'yes-no':
      return true;
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
export function withField(compare: Comparison, field: string, events: readonly string[], own: Own): Comparison {
  const [before, now] = [kindOf(compare.field, events), kindOf(field, events)];
  const isSame = before.is === now.is && (before.is !== 'names' || ('of' in now && before.of === now.of));
  if (isSame) return { ...compare, field };
  const op = now.is === 'names' || now.is === 'yes-no' || now.is === 'anything' ? 'eq' : 'gte';
  return { field, op, value: firstValue(now, own) };
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
