import { attributesOf, saidBy } from '../attributes/said-by.ts';
import type { Attributes, SaidAt } from '../attributes/attributes.ts';
import type { Asks } from '../behaviour/asks.ts';
import type { Behaviour } from '../behaviour/behaviour.ts';
import { behaviourOf, isMeant } from '../behaviour/note.ts';
import {
  eventType,
  takenAt,
  type CustomerEvent,
  type Identified,
  type Purchase,
  type Refund,
} from '../events/event.ts';
import type { CustomerId } from '../ids.schema.ts';
import type { CustomerKey, EventKey, OrderKey } from '../keys.ts';
import { countedOf } from '../ledger/ledger.ts';
import { supersedes } from '../ledger/summary.ts';
import { entriesOf, own } from '../own.ts';
import type { Instant } from '../time.ts';
import { ordersOf } from '../decision/apply-event.ts';

type Times = readonly [at: Instant, seenAt: Instant];

/** What is left of events that are not kept: when something happened, what kind of thing, and what an order came to. */
export interface Condensed {
  /** Orders, less what was refunded, in minor units; those of which nothing is left are left out. */
  readonly purchases: readonly (readonly [...Times, amount: number])[];
  readonly activities: readonly { readonly type: string; readonly at: readonly Times[] }[];
}

/** Events that go together, and what takes their place. */
export interface Condensing {
  readonly gone: readonly EventKey[];
  readonly into: Condensed;
}

/** Of one event, or of one order with its refunds. */
interface Unit {
  readonly gone: readonly EventKey[];
  readonly purchase?: Condensed['purchases'][number];
  readonly activity?: { readonly type: string; readonly at: Times };
}

/** So many events at most go in one transaction; an order and its refunds are never parted. */
const PER_PART = 1_000;

/**
 * Which events of the past may go, and what takes their place, so that the state folded from what is left and the condensed
 * ones is the same, as of every instant since, by these rules and by others: the condensed ones say what the ledger, the signs of life and the asks
 * of what somebody did count. What decides something by more than that stays: what is known of a profile, the statement of an
 * attribute that holds, the latest summary, orders of which a part is younger, and what the playbook asks about.
 * @param history every event that was applied and is still there, in any order
 * @param until what was taken later stays
 * @param before those that were condensed before, as they are read
 */
export function condense(
  history: readonly CustomerEvent[],
  until: Instant,
  asks: Asks,
  before: readonly CustomerEvent[] = [],
): readonly Condensing[] {
  const stays = stayingOf([...before, ...history], until, asks);
  const orders = new Map<OrderKey, { purchase?: Purchase; readonly refunds: Refund[] }>();
  const units: Unit[] = [];
  for (const event of history) {
    if (event.kind === 'purchase' || event.kind === 'refund') {
      const order = event.kind === 'purchase' ? event.key : event.order;
      const known = orders.get(order) ?? { refunds: [] };
      orders.set(order, known);
      if (event.kind === 'purchase') known.purchase = event;
      else known.refunds.push(event);
    } else if (!stays(event)) units.push(unitOf(event));
  }
  for (const { purchase, refunds } of orders.values()) {
    if (purchase !== undefined && ![purchase, ...refunds].some(stays)) units.push(orderUnit(purchase, refunds));
  }
  return partsOf(units);
}

/** The events that a history of condensed ones is read as; their keys are of no caller's. */
export function expanded(
  { purchases, activities }: Condensed,
  { key, customer, part }: { readonly key: CustomerKey; readonly customer: CustomerId; readonly part: number },
): readonly CustomerEvent[] {
  let n = 0;
  const common = (at: Instant, seenAt: Instant) => {
    n += 1;
    return { key: `${key} ${part} ${n}` as EventKey, customer, at, seenAt, receivedAt: seenAt };
  };
  return [
    ...purchases.map(([at, seenAt, amount]) => ({ ...common(at, seenAt), kind: 'purchase' as const, amount })),
    ...activities.flatMap(({ type, at: times }) =>
      times.map(([at, seenAt]) => ({ ...common(at, seenAt), kind: 'activity' as const, type })),
    ),
  ];
}

/** Both together. */
export function condensedTogether(one: Condensed, other: Condensed): Condensed {
  const byType = new Map(one.activities.map(({ type, at }) => [type, [...at]]));
  for (const { type, at } of other.activities) byType.set(type, [...(byType.get(type) ?? []), ...at]);
  return {
    purchases: [...one.purchases, ...other.purchases],
    activities: [...byType].map(([type, at]) => ({ type, at })),
  };
}

/** How many things it holds. */
export function sizeOf({ purchases, activities }: Condensed): number {
  return activities.reduce((sum, { at }) => sum + at.length, purchases.length);
}

function unitOf({ key, ...event }: CustomerEvent): Unit {
  if (event.kind !== 'activity') return { gone: [key] };
  return { gone: [key], activity: { type: event.type, at: [event.at, event.seenAt] } };
}

function orderUnit(purchase: Purchase, refunds: readonly Refund[]): Unit {
  const gone = [purchase.key, ...refunds.map(({ key }) => key)];
  const facts = ordersOf([purchase, ...refunds]).get(purchase.key);
  const [left] = facts === undefined ? [] : countedOf(facts);
  return left === undefined ? { gone } : { gone, purchase: [purchase.at, purchase.seenAt, left.revenue] };
}

function partsOf(units: readonly Unit[]): readonly Condensing[] {
  const parts: Unit[][] = [];
  let room = 0;
  for (const unit of units) {
    if (room < unit.gone.length) parts.push([]);
    room = (room < unit.gone.length ? PER_PART : room) - unit.gone.length;
    parts.at(-1)?.push(unit);
  }
  return parts.map((some) => ({
    gone: some.flatMap(({ gone }) => gone),
    into: some.reduce<Condensed>(withUnit, { purchases: [], activities: [] }),
  }));
}

function withUnit(condensed: Condensed, { purchase, activity }: Unit): Condensed {
  if (purchase !== undefined) return { ...condensed, purchases: [...condensed.purchases, purchase] };
  if (activity === undefined) return condensed;
  const { type, at } = activity;
  return condensedTogether(condensed, { purchases: [], activities: [{ type, at: [at] }] });
}

/** What held then decides, so that the state of every instant since stays what it was. */
function stayingOf(history: readonly CustomerEvent[], until: Instant, asks: Asks): (event: CustomerEvent) => boolean {
  const old = history.filter((event) => takenAt(event) <= until);
  const did = behaviourOf(old, asks) ?? {};
  const said = attributesOf(old);
  const summary = latestSummary(old);
  return (event) => {
    if (takenAt(event) > until || event.kind === 'profile' || isAsked(event, did, asks)) return true;
    if (event.kind === 'summary') return event.key === summary;
    return event.kind === 'identify' && holds(event, said);
  };
}

function latestSummary(history: readonly CustomerEvent[]): EventKey | undefined {
  const summaries = history.filter((event) => event.kind === 'summary');
  return summaries.reduce<(typeof summaries)[number] | null>(
    (latest, one) => (supersedes(one, latest) ? one : latest),
    null,
  )?.key;
}

/** Of a condensed activity the type and the instant are left, and of an order not that it was one of several. */
function isAsked(event: CustomerEvent, did: Behaviour, { byType }: Asks): boolean {
  return (byType.get(eventType(event)) ?? []).some((ask) => {
    if (event.kind === 'activity' && ask.when === undefined) return false;
    return own(did, ask.key)?.at.includes(event.at) === true && isMeant(ask, event);
  });
}

function holds(event: Identified, { attributes = {}, replaced }: Attributes): boolean {
  const { at, received = at } = saidBy(event);
  const isOf = (said: SaidAt | undefined) => said?.at === at && (said.received ?? said.at) === received;
  if (event.replaces && isOf(replaced)) return true;
  return entriesOf(event.attributes).some(([name]) => isOf(own(attributes, name)));
}
