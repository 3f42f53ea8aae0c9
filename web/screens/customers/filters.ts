import type { getCustomersContract } from '../../../api/customers/get-customers.contract.ts';
import type { CallInput } from '../../api/call.ts';
import { instantOf } from '../../format/local-time.ts';
import type { LaunchTo } from '../launch/launch-drawer.tsx';

export const FILTERS = [
  'search',
  'segment',
  'audience',
  'tier',
  'silence',
  'inside',
  'r',
  'f',
  'm',
  'minOrders',
  'maxOrders',
  'minRevenue',
  'maxRevenue',
  'boughtSince',
  'boughtUntil',
  'changesUntil',
  'day',
  'silentUntil',
  'hasEmail',
  'consent',
] as const;
export type FilterName = (typeof FILTERS)[number];
/** As the address has them: lists with commas, money in minor units, times as days or instants. */
export type Filters = ReadonlyMap<FilterName, string>;

export const SORTS = ['id', 'since', 'revenue', 'lastPurchase', 'nextChange'] as const;
export type Sort = (typeof SORTS)[number];
export interface Sorting {
  readonly by: Sort;
  readonly order: 'asc' | 'desc';
}

type Query = NonNullable<CallInput<typeof getCustomersContract>['query']>;

export function readFilters(address: URLSearchParams): Filters {
  return new Map(
    FILTERS.flatMap((name) => {
      const value = address.get(name) ?? '';
      return value === '' ? [] : [[name, value] as const];
    }),
  );
}

export function readSorting(address: URLSearchParams): Sorting {
  const by = SORTS.find((sort) => sort === address.get('sort')) ?? 'revenue';
  const order = address.get('order');
  return { by, order: order === 'asc' || order === 'desc' ? order : usualOrder(by) };
}

/** The order in which a column is first sorted. */
export function usualOrder(by: Sort): Sorting['order'] {
  return by === 'id' || by === 'nextChange' ? 'asc' : 'desc';
}

/** The address with one filter changed; an empty value takes it away. */
export function withFilter(address: URLSearchParams, name: FilterName, value: string): URLSearchParams {
  const next = new URLSearchParams(address);
  if (value === '') next.delete(name);
  else next.set(name, value);
  return next;
}

/** Where a day begins or ends that a filter names. */
const BOUNDS: ReadonlyMap<FilterName, string> = new Map([
  ['boughtSince', '00:00'],
  ['boughtUntil', '23:59:59.999'],
  ['changesUntil', '23:59:59.999'],
  ['silentUntil', '23:59:59.999'],
]);

/** What the API is asked: days begin and end where the workspace is. */
export function queryOf(filters: Filters, { by, order }: Sorting, timezone: string): Query {
  const asked = [...filters].map(([name, value]): readonly [string, string] => {
    if (name === 'day') return ['silentOn', value];
    const at = BOUNDS.get(name);
    return [name, at === undefined ? value : momentOf(value, at, timezone)];
  });
  return { ...Object.fromEntries(asked), sort: by, order };
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

function momentOf(text: string, at: string, timezone: string): string {
  return DAY.test(text) && !Number.isNaN(Date.parse(text)) ? instantOf(`${text}T${at}`, timezone) : text;
}

/** The values of a filter that takes several. */
export function listed(filters: Filters, name: FilterName): readonly string[] {
  return (filters.get(name) ?? '').split(',').filter((each) => each !== '');
}

/** Whom a launch can name as a whole: one segment, one audience, scores, or everybody; else `null`. */
export function targetOf(filters: Filters): LaunchTo | null {
  const names = [...filters.keys()];
  if (names.length === 0) return { everybody: true };
  const isAll = (...wanted: readonly FilterName[]) => names.every((name) => wanted.includes(name));
  const [segment, ...otherSegments] = listed(filters, 'segment');
  if (isAll('segment')) return segment && segment !== 'none' && otherSegments.length === 0 ? { segment } : null;
  const [audience, ...otherAudiences] = listed(filters, 'audience');
  if (isAll('audience')) return audience && otherAudiences.length === 0 ? { audience } : null;
  if (!isAll('r', 'f', 'm')) return null;
  const [r, f, m] = (['r', 'f', 'm'] as const).map((of) => rangeOf(filters.get(of)));
  return { cell: { ...(r ? { r } : {}), ...(f ? { f } : {}), ...(m ? { m } : {}) } };
}

/** 5 or 4-5 as two ends. */
function rangeOf(text: string | undefined): [number, number] | undefined {
  if (text === undefined) return undefined;
  const [from = '', to = from] = text.split('-');
  return [Number(from), Number(to)];
}
