import { withSaid } from '../attributes/attributes.ts';
import { saidBy } from '../attributes/said-by.ts';
import {
  isLoyaltyEvent,
  type Activity,
  type CustomerEvent,
  type Purchase,
  type Refund,
  type SummaryStated,
} from '../events/event.ts';
import type { EventKey, OrderKey } from '../keys.ts';
import { outcomeOf, type Outcome } from '../events/outcome.ts';
import {
  addPurchase,
  addRefund,
  countedOf,
  isUnsure,
  mayBecomeUnsure,
  summedUp,
  UNKNOWN_ORDER,
  withRefunded,
  type OrderFacts,
} from '../ledger/ledger.ts';
import { basisOf, isAction, isSignOfLife, zoneOf, type Counts } from '../scoring/model.ts';
import { NO_HOURS, withHour } from '../ledger/hours.ts';
import { addSignal } from '../ledger/signals.ts';
import { supersedes, type Summary } from '../ledger/summary.ts';
import { wholeLedger } from '../ledger/whole-ledger.ts';
import type { Instant } from '../time.ts';
import { orderWaiting, type KeyPoints } from '../loyalty/key-points.ts';
import { needsLookUp } from './recent-keys.ts';
import { changeProfile } from './profile.ts';
import type { CustomerState } from './state.ts';

/** What is known of the past besides the state: a working copy that learns from each event applied. */
export interface Recall {
  readonly orders: Map<OrderKey, OrderFacts>;
  /** What orders have earned, and spendings taken. */
  readonly points: Map<EventKey, KeyPoints>;
  /** Every event applied before, where it was loaded: what counts may have changed. */
  readonly history: CustomerEvent[] | null;
  /** What the events applied have come to, where they do not say it themselves. */
  readonly outcomes: Map<EventKey, Outcome>;
}

export function nothingRecalled(): Recall {
  return recalled(new Map(), null);
}

/** What has been looked up before a decision. */
export function recalled(
  orders: ReadonlyMap<OrderKey, OrderFacts>,
  history: readonly CustomerEvent[] | null | undefined,
  points?: ReadonlyMap<EventKey, KeyPoints>,
): Recall {
  return {
    orders: new Map(orders),
    points: new Map(points),
    history: history ? [...history] : null,
    outcomes: new Map(),
  };
}

/** Takes one event into the ledger, the engagement recency, the profile or the attributes. Commutative. */
export function applyEvent(state: CustomerState, recall: Recall, event: CustomerEvent, counts: Counts): CustomerState {
  const outcome = outcomeOf(state, recall.orders, event, counts);
  if (outcome) recall.outcomes.set(event.key, outcome);
  recall.history?.push(event);
  if (isLoyaltyEvent(event)) return state;
  switch (event.kind) {
    case 'purchase':
      return withPurchase(state, recall, event, counts);
    case 'refund':
      return withRefund(state, recall, event, counts);
    case 'activity':
      return withActivity(state, event, counts);
    case 'profile':
      return { ...state, profile: changeProfile(state.profile, event) };
    case 'entry':
    case 'webhook-reply':
      return state;
    case 'summary':
      return withSummary(state, recall, event, counts);
    case 'identify':
      return { ...state, ...withSaid(state, saidBy(event)) };
  }
}

/** Reads a whole history again: what the ledger and the engagement would be had these rules always held. */
export function refold(state: CustomerState, history: readonly CustomerEvent[], counts: Counts): CustomerState {
  const zone = zoneOf(counts);
  const orders = ordersOf(history);
  const known = [...orders.values()];
  const early = known.reduce((sum, { purchase, refunds }) => sum + (purchase ? 0 : refunds), 0);
  const activities = history.filter((event) => event.kind === 'activity');
  const actions = activities.filter(({ type }) => isAction(type, counts)).map(({ at }) => ({ at, revenue: 0 }));
  const { hours: _counted, ...before } = state;
  const fresh: CustomerState = {
    ...before,
    basis: basisOf(counts),
    ledger: { ...wholeLedger([...known.flatMap(countedOf), ...actions], latestSummary(history), zone), early },
    engagedAt: null,
    signals: [],
  };
  const signs = activities.filter(({ type }) => !isAction(type, counts));
  return signs.reduce((folded, event) => withActivity(folded, event, counts), fresh);
}

/** What these events say of each order. */
export function ordersOf(events: readonly CustomerEvent[], known: ReadonlyMap<OrderKey, OrderFacts> = new Map()) {
  const orders = new Map(known);
  for (const event of events) {
    if (event.kind === 'purchase') {
      const facts = orders.get(event.key) ?? UNKNOWN_ORDER;
      orders.set(event.key, { ...facts, purchase: { at: event.at, amount: event.amount } });
    } else if (event.kind === 'refund') {
      const facts = orders.get(event.order) ?? UNKNOWN_ORDER;
      orders.set(event.order, withRefunded(facts, event.amount));
    }
  }
  return orders;
}

/** Reads the history where only it tells what the ledger is unsure of, and it is at hand. */
export function surely(state: CustomerState, { history }: Recall, counts: Counts): CustomerState {
  return history !== null && isUnsure(state.ledger) ? refold(state, history, counts) : state;
}

function withPurchase(state: CustomerState, { orders }: Recall, event: Purchase, counts: Counts): CustomerState {
  const before = orders.get(event.key) ?? UNKNOWN_ORDER;
  const [ledger, facts] = addPurchase(state.ledger, event, before, zoneOf(counts));
  orders.set(event.key, facts);
  return { ...state, ledger };
}

function withRefund(state: CustomerState, recall: Recall, event: Refund, counts: Counts): CustomerState {
  const before = recall.orders.get(event.order) ?? UNKNOWN_ORDER;
  const [ledger, facts] = addRefund(state.ledger, event.amount, before, zoneOf(counts));
  recall.orders.set(event.order, facts);
  return surely({ ...state, ledger }, recall, counts);
}

/** An action of another type is no order: nothing can refund it. */
function withActivity(state: CustomerState, { at, type }: Activity, counts: Counts): CustomerState {
  const zone = zoneOf(counts);
  if (isAction(type, counts)) {
    return { ...state, ledger: addPurchase(state.ledger, { at, amount: 0 }, UNKNOWN_ORDER, zone)[0] };
  }
  if (!isSignOfLife(type, counts)) return state;
  return {
    ...state,
    engagedAt: Math.max(state.engagedAt ?? at, at),
    signals: addSignal(state.signals, at, zone),
    ...hoursAfter(state, at, zone),
  };
}

/** Of somebody whose first signs of life were not counted, none are, until their history is read again. */
function hoursAfter({ hours, engagedAt }: CustomerState, at: Instant, zone: string): Pick<CustomerState, 'hours'> {
  if (hours === undefined && engagedAt !== null) return {};
  return { hours: withHour(hours ?? NO_HOURS, at, zone) };
}

/** Nothing but an older summary to replace is done at once; else the history tells what lies after the new one. */
function withSummary(state: CustomerState, recall: Recall, event: SummaryStated, counts: Counts): CustomerState {
  const summary = summaryOf(event);
  if (!supersedes(summary, state.ledger.summary)) return state;
  if (!hasActions(state.ledger)) return { ...state, ledger: summedUp(summary, zoneOf(counts)) };
  if (recall.history === null) throw new Error('a summary of a customer with actions needs their history');
  return refold(state, recall.history, counts);
}

function summaryOf({ key, at, actions, lastActionAt, monetary }: SummaryStated): Summary {
  return { key, at, actions, lastActionAt, monetary };
}

function latestSummary(history: readonly CustomerEvent[]): Summary | null {
  return history.reduce<Summary | null>((latest, event) => {
    if (event.kind !== 'summary') return latest;
    const summary = summaryOf(event);
    return supersedes(summary, latest) ? summary : latest;
  }, null);
}

/** Whether anything but a summary has been counted, or waits for its purchase. */
function hasActions({ orders, summary, early }: CustomerState['ledger']): boolean {
  return early > 0 || orders !== (summary?.actions ?? 0);
}

/** Orders of which the batch alone does not say enough: refunds, and purchases that a refund may have preceded. */
export function ordersToLookUp(state: CustomerState, events: readonly CustomerEvent[]): readonly OrderKey[] {
  const keys = events.flatMap((event) => {
    if (event.kind === 'refund') return [event.order];
    return event.kind === 'purchase' && state.ledger.early > 0 ? [event.key] : [];
  });
  return [...new Set(keys)];
}

/**
 * Orders and spendings of which only the journal tells what they earned or took; none where the customer never had any
 * points.
 */
export function keysOfPoints(state: CustomerState, events: readonly CustomerEvent[]): readonly EventKey[] {
  if (state.loyalty === undefined) return [];
  const keys = events.flatMap((event) => {
    if (event.kind === 'refund') return [event.order];
    if (event.kind === 'points-returned') return [event.spend];
    return orderWaiting(state.loyalty, event) ?? [];
  });
  return [...new Set(keys)];
}

/**
 * Whether the state alone does not say enough: another model counts other things, a summary sets the past aside, or so
 * many orders are refunded that only the history tells the first or the last purchase that is left.
 * @param orders those of `ordersToLookUp`, as they were before the events
 */
export function needsHistory(
  state: CustomerState,
  events: readonly CustomerEvent[],
  counts: Counts,
  orders: ReadonlyMap<OrderKey, OrderFacts> = new Map(),
): boolean {
  if (state.basis !== '' && state.basis !== basisOf(counts)) return true;
  if (events.some((event) => event.kind === 'summary')) return true;
  return isUnsure(state.ledger) || mayBecomeUnsure(state.ledger, refundedInFull(events, orders));
}

/** The orders of which these events leave nothing, with what is known of them. */
function refundedInFull(
  events: readonly CustomerEvent[],
  orders: ReadonlyMap<OrderKey, OrderFacts>,
): readonly OrderFacts[] {
  if (!events.some((event) => event.kind === 'refund')) return [];
  return [...ordersOf(events, orders).values()].filter((facts) => facts.purchase && countedOf(facts).length === 0);
}

/** Events of which only the applied marks can tell whether they were taken before. */
export function eventsToLookUp(state: CustomerState, events: readonly CustomerEvent[]): readonly CustomerEvent[] {
  return events.filter((event) => needsLookUp(state.seen, event));
}
