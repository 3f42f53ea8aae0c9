import type { Expiry } from './points.schema.ts';
import type { Day } from './calendar.ts';

/** Points that can be spent. */
export interface ActiveLot {
  readonly points: number;
  /** The first day on which they can be spent no more; `null`: they do not expire. */
  readonly expires: Day | null;
  /** They expire so many days after the customer last earned anything. */
  readonly slides?: number;
}

/** Points that cannot be spent yet. */
export interface PendingLot {
  readonly points: number;
  /** The first day on which they can be spent. */
  readonly active: Day;
  /** An event of this type makes them active earlier. */
  readonly until?: string;
  /** Only one of the order that earned them does. */
  readonly match?: 'order';
  readonly expire: Expiry;
}

/**
 * A customer's points: open lots only. Lots that become active and expire on the same days are one, so that the state
 * stays small however much somebody buys.
 */
export interface Account {
  /** The first to become active first. */
  readonly pending: readonly PendingLot[];
  /** The first to expire first. */
  readonly active: readonly ActiveLot[];
  /** What refunds took and nothing was left to pay with; more than 0 only where nothing is active. */
  readonly debt: number;
  /** Sums over the whole life. */
  readonly earned: number;
  readonly spent: number;
  readonly expired: number;
  readonly reversed: number;
}

export const NO_POINTS: Account = { pending: [], active: [], debt: 0, earned: 0, spent: 0, expired: 0, reversed: 0 };

/** What one fact moves: points that come are more than 0, and points that go less. */
export interface Posting {
  readonly pending?: readonly PendingLot[];
  readonly active?: readonly ActiveLot[];
  readonly debt?: number;
}

export function negative(lot: ActiveLot): ActiveLot {
  return { ...lot, points: -lot.points };
}

export const activePoints = ({ active }: Pick<Account, 'active'>) => sumOf(active);
export const pendingPoints = ({ pending }: Pick<Account, 'pending'>) => sumOf(pending);

export function sumOf(lots: readonly { readonly points: number }[]): number {
  return lots.reduce((sum, { points }) => sum + points, 0);
}

/** Points that expire together. */
export interface Expiring {
  readonly points: number;
  /** The last day on which they can be spent. */
  readonly last: Day;
}

/** What expires, by the day; the first first. */
export function expiringIn({ active }: Pick<Account, 'active'>): readonly Expiring[] {
  const byDay = new Map<Day, number>();
  for (const { points, expires } of active) {
    if (expires !== null) byDay.set(expires - 1, (byDay.get(expires - 1) ?? 0) + points);
  }
  return [...byDay].map(([last, points]) => ({ points, last }));
}

/** The account with this posting. */
export function posted(account: Account, { pending = [], active = [], debt = 0 }: Posting): Account {
  return {
    ...account,
    pending: pending.length === 0 ? account.pending : withPending(account.pending, pending),
    active: active.length === 0 ? account.active : merged([...account.active, ...active], activeName, byExpiry),
    debt: account.debt + debt,
  };
}

/** Lots that become active and expire alike are one. */
export function withPending(lots: readonly PendingLot[], more: readonly PendingLot[]): readonly PendingLot[] {
  return merged([...lots, ...more], pendingName, byActive);
}

/**
 * Takes as many of these points as are wanted from active lots.
 * @param first days of expiry whose lots are taken first; then come those that expire first
 * @returns the lots that go, and how many points they lacked
 */
export function taken(
  { active }: Pick<Account, 'active'>,
  points: number,
  first: ReadonlySet<Day | null> = NONE,
): { readonly lots: readonly ActiveLot[]; readonly lacking: number } {
  let lacking = points;
  const order = first.size === 0 ? active : active.toSorted((a, b) => rank(a, first) - rank(b, first));
  const lots: ActiveLot[] = [];
  for (const lot of order) {
    if (lacking === 0) break;
    const less = Math.min(lacking, lot.points);
    lots.push({ ...lot, points: -less });
    lacking -= less;
  }
  return { lots, lacking };
}

const NONE: ReadonlySet<Day | null> = new Set();

function rank({ expires }: ActiveLot, first: ReadonlySet<Day | null>): number {
  return first.has(expires) ? 0 : 1;
}

/** Points that turn active pay what is owed first: those that would expire first before others. */
export function comingIn({ debt }: Pick<Account, 'debt'>, lots: readonly ActiveLot[]): Posting {
  let owed = debt;
  const active: ActiveLot[] = [];
  for (const lot of owed === 0 ? lots : lots.toSorted(byExpiry)) {
    const paid = Math.min(owed, lot.points);
    owed -= paid;
    if (paid < lot.points) active.push({ ...lot, points: lot.points - paid });
  }
  return { ...(active.length === 0 ? {} : { active }), ...(owed === debt ? {} : { debt: owed - debt }) };
}

export function pendingName({ active, until = '', match, expire }: PendingLot): string {
  const lasts = Object.entries(expire).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify(match === undefined ? [active, until, lasts] : [active, until, lasts, match]);
}

function activeName({ expires, slides = 0 }: ActiveLot): string {
  return `${expires} ${slides}`;
}

function byActive(one: PendingLot, other: PendingLot): number {
  return one.active - other.active || (pendingName(one) < pendingName(other) ? -1 : 1);
}

function byExpiry(one: ActiveLot, other: ActiveLot): number {
  return dayOr(one) - dayOr(other) || (one.slides ?? 0) - (other.slides ?? 0);
}

/** What does not expire comes last; no calendar reaches so far. */
const NEVER = Number.MAX_SAFE_INTEGER;

function dayOr({ expires }: ActiveLot): number {
  return expires ?? NEVER;
}

function merged<Lot extends { readonly points: number }>(
  lots: readonly Lot[],
  nameOf: (lot: Lot) => string,
  order: (one: Lot, other: Lot) => number,
): readonly Lot[] {
  const byName = new Map<string, Lot>();
  for (const lot of lots) {
    const name = nameOf(lot);
    const known = byName.get(name);
    byName.set(name, known ? { ...known, points: known.points + lot.points } : lot);
  }
  return [...byName.values()].filter(({ points }) => points !== 0).toSorted(order);
}
