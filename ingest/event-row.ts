import { UNDELIVERED, type EventRow } from '../db/events/events.ts';
import type { WorkspaceRow } from '../db/workspaces/workspaces.ts';
import type { CustomerEvent } from '../domain/events/event.ts';
import { factsIn } from '../domain/events/event-facts.ts';
import type { WireEvent } from '../domain/events/event.schema.ts';
import { eventKey } from '../domain/keys.ts';
import { itemsIn } from '../domain/recommend/basket.ts';
import type { Uncoded } from '../domain/problem.ts';
import { eventsKeptFrom } from '../domain/privacy/retention.ts';
import { isoTime, MINUTE, SECOND, type Instant } from '../domain/time.ts';
import { bodyHash } from './canonical.ts';

/** Clocks of clients may be wrong by this much; what lies further ahead is refused. */
export const MAX_AHEAD = 5 * MINUTE;

/** How the row of an event is made: who sent it, when it came, and whether it may start anything. */
export interface Arrival {
  readonly workspace: WorkspaceRow;
  readonly receivedAt: Instant;
  /** The import that brings it: silent, and folded rather than delivered. */
  readonly importJob?: string;
  /** The time that the sender wrote, where another one is taken: a repeat says the same although it is corrected otherwise. */
  readonly stated?: string | undefined;
}

/** The stored form of a valid event. */
export function eventRow(wire: WireEvent, arrival: Arrival): EventRow {
  const { workspace, receivedAt, importJob, stated } = arrival;
  const now = workspace.clock ?? receivedAt;
  const at = wire.at === undefined ? now : Date.parse(wire.at);
  const event = customerEvent(wire, arrival, at, workspace.clock === undefined ? receivedAt : Math.max(at, now));
  const isAhead = workspace.clock !== undefined && at > workspace.clock;
  return {
    _id: event.key,
    workspace: workspace._id,
    customer: wire.customer,
    event,
    hash: bodyHash(contentOf(wire, stated)),
    receivedAt,
    ...(event.kind === 'refund' ? { order: event.order } : {}),
    ...(wire.data ? { data: wire.data } : {}),
    ...('items' in wire && wire.items ? { items: wire.items } : {}),
    ...(changesBasket(wire) ? { basket: 1 as const } : {}),
    ...(importJob === undefined ? waiting(isAhead, receivedAt) : { import: importJob }),
  };
}

/** Also any refund: whether its order had items is not known here. */
function changesBasket(wire: WireEvent): boolean {
  return isRefund(wire) || (isPurchase(wire) && itemsIn(wire.items ?? []).length > 0);
}

/** The request that brings a row delivers it; after this it is the sweeper's. */
export const INLINE = 10 * SECOND;

function waiting(isAhead: boolean, receivedAt: Instant): Pick<EventRow, 'ahead' | 'p' | 'due'> {
  return isAhead ? { ahead: 1 } : { p: UNDELIVERED, due: receivedAt + INLINE };
}

/**
 * What was said, however it was put: instants and not their spelling, for `10:00Z` and `11:00+01:00` are the same;
 * and no currency, for it can only be the workspace's.
 */
function contentOf(wire: WireEvent, stated: string | undefined): object {
  return {
    ...wire,
    ...(wire.at === undefined ? {} : { at: Date.parse(stated ?? wire.at) }),
    ...(isSummary(wire) ? { lastActionAt: Date.parse(wire.lastActionAt) } : {}),
    currency: undefined,
  };
}

/** Why this event cannot be taken although its form is right, and which field says so; or `undefined`. */
export function arrivalProblem(wire: WireEvent, workspace: WorkspaceRow, receivedAt: Instant): Uncoded | undefined {
  if ('currency' in wire && wire.currency !== undefined && wire.currency !== workspace.currency) {
    const message = `amounts of this workspace are in ${workspace.currency}; convert this one, or send it to a workspace in ${wire.currency}`;
    return { path: 'currency', message };
  }
  const now = workspace.clock ?? receivedAt;
  const latest = workspace.clock === undefined ? now + MAX_AHEAD : Infinity;
  const message = 'this time lies more than 5 minutes in the future; check the clock and the zone of the sender';
  if (wire.at !== undefined && Date.parse(wire.at) > latest) return { path: 'at', message };
  if (!isSummary(wire) || Date.parse(wire.lastActionAt) <= (wire.at === undefined ? now : Date.parse(wire.at))) {
    return undefined;
  }
  return { path: 'lastActionAt', message: 'the last action cannot be later than the time the summary is of' };
}

/** Why this event comes too late to be told from a repeat of one that is not kept any more; or `undefined`. */
export function tooOld(wire: WireEvent, workspace: WorkspaceRow, receivedAt: Instant): Uncoded | undefined {
  const from = eventsKeptFrom(workspace.retention, workspace.clock ?? receivedAt);
  if (wire.at === undefined || Date.parse(wire.at) >= from) return undefined;
  return { path: 'at', message: tooOldText(from) };
}

/** @param from the first instant that is kept */
function tooOldText(from: Instant): string {
  const since = isoTime(from).slice(0, 10);
  return `this workspace keeps events since ${since}, and a repeat of an older one could not be told from a new one; send younger ones, or keep events longer before they are purged`;
}

function customerEvent(wire: WireEvent, arrival: Arrival, at: Instant, seenAt: Instant): CustomerEvent {
  const common = {
    key: eventKey(arrival.workspace._id, wire.source, wire.id),
    customer: wire.customer,
    at,
    seenAt,
    receivedAt: arrival.receivedAt,
    ...(arrival.importJob === undefined ? {} : { silent: true as const }),
  };
  const facts = wire.data === undefined ? {} : { facts: factsIn(wire.data) };
  if (isRefund(wire)) {
    const order = eventKey(arrival.workspace._id, wire.source, wire.order);
    return { ...common, kind: 'refund', order, amount: wire.amount, ...facts };
  }
  if (isSummary(wire)) {
    const { actions, monetary } = wire;
    return { ...common, kind: 'summary', actions, monetary, lastActionAt: Date.parse(wire.lastActionAt), ...facts };
  }
  if (isIdentify(wire)) return { ...common, kind: 'identify', attributes: wire.attributes, ...facts };
  if (isPurchase(wire)) return { ...common, kind: 'purchase', amount: wire.amount, ...facts };
  return { ...common, kind: 'activity', type: wire.type, ...facts };
}

function isPurchase(wire: WireEvent): wire is Extract<WireEvent, { type: 'purchase' }> {
  return wire.type === 'purchase';
}

function isRefund(wire: WireEvent): wire is Extract<WireEvent, { type: 'refund' }> {
  return wire.type === 'refund';
}

function isSummary(wire: WireEvent): wire is Extract<WireEvent, { type: 'summary' }> {
  return wire.type === 'summary';
}

function isIdentify(wire: WireEvent): wire is Extract<WireEvent, { type: 'identify' }> {
  return wire.type === 'identify';
}
