import type { CustomerEvent, ProfileChanged, SummaryStated } from './event.ts';
import type { OrderKey } from './keys.ts';
import {
  addPurchase,
  addRefund,
  EMPTY_LEDGER,
  summedUp,
  UNKNOWN_ORDER,
  type Ledger,
  type OrderFacts,
} from './rfm/ledger.ts';
import { basisOf, isAction, isSignOfLife, type Counts } from './rfm/model.ts';
import { addSignal } from './rfm/signals.ts';
import { supersedes, type Summary } from './rfm/summary.ts';
import { needsLookUp } from './seen.ts';
import type { ChangedAt, CustomerState, Profile } from './state.ts';

/** What is known of the past besides the state: a working copy that learns from each event applied. */
export interface Recall {
  readonly orders: Map<OrderKey, OrderFacts>;
  /** Every event applied before, where it was loaded: what counts may have changed. */
  readonly history: CustomerEvent[] | null;
}

export function nothingRecalled(): Recall {
  return { orders: new Map(), history: null };
}

/** Takes one event into the ledger, the engagement recency or the profile. Commutative. */
export function applyEvent(state: CustomerState, recall: Recall, event: CustomerEvent, counts: Counts): CustomerState {
  recall.history?.push(event);
  switch (event.kind) {
    case 'purchase':
      return { ...state, ledger: withPurchase(state.ledger, recall, event) };
    case 'refund': {
      const [ledger, facts] = addRefund(state.ledger, event.amount, recall.orders.get(event.order) ?? UNKNOWN_ORDER);
      recall.orders.set(event.order, facts);
      return { ...state, ledger };
    }
    case 'activity':
      return withActivity(state, recall, event, counts);
    case 'profile':
      return { ...state, profile: changeProfile(state.profile, event) };
    case 'summary':
      return withSummary(state, recall, event, counts);
  }
}

/** Reads a whole history again: what the ledger and the engagement would be had these rules always held. */
export function refold(state: CustomerState, history: readonly CustomerEvent[], counts: Counts): CustomerState {
  const summary = latestSummary(history);
  const fresh: CustomerState = {
    ...state,
    basis: basisOf(counts),
    ledger: summary ? summedUp(summary) : EMPTY_LEDGER,
    engagedAt: null,
    signals: [],
  };
  const rest = history.filter((event) => event.kind !== 'summary' && event.kind !== 'profile');
  const recall = nothingRecalled();
  return rest.reduce((folded, event) => applyEvent(folded, recall, event, counts), fresh);
}

function withPurchase(
  ledger: Ledger,
  { orders }: Recall,
  event: Pick<Extract<CustomerEvent, { kind: 'purchase' }>, 'key' | 'at' | 'amount'>,
): Ledger {
  const [next, facts] = addPurchase(ledger, event, orders.get(event.key) ?? UNKNOWN_ORDER);
  orders.set(event.key, facts);
  return next;
}

function withActivity(
  state: CustomerState,
  recall: Recall,
  event: Extract<CustomerEvent, { kind: 'activity' }>,
  counts: Counts,
): CustomerState {
  const { key, at, type } = event;
  if (isAction(type, counts)) return { ...state, ledger: withPurchase(state.ledger, recall, { key, at, amount: 0 }) };
  if (!isSignOfLife(type, counts)) return state;
  return { ...state, engagedAt: Math.max(state.engagedAt ?? at, at), signals: addSignal(state.signals, at) };
}

/** Nothing but an older summary to replace is done at once; else the history tells what lies after the new one. */
function withSummary(state: CustomerState, recall: Recall, event: SummaryStated, counts: Counts): CustomerState {
  const summary = summaryOf(event);
  if (!supersedes(summary, state.ledger.summary)) return state;
  if (!hasActions(state.ledger)) return { ...state, ledger: summedUp(summary) };
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
function hasActions({ orders, summary, early, recent }: Ledger): boolean {
  return early > 0 || orders !== (summary?.actions ?? 0) || recent.length > (summary ? 1 : 0);
}

/** Orders of which the batch alone does not say enough: refunds, and purchases that a refund may have preceded. */
export function ordersToLookUp(state: CustomerState, events: readonly CustomerEvent[]): readonly OrderKey[] {
  const keys = events.flatMap((event) => {
    if (event.kind === 'refund') return [event.order];
    return event.kind === 'purchase' && state.ledger.early > 0 ? [event.key] : [];
  });
  return [...new Set(keys)];
}

/** Whether the state alone does not say enough: another model counts other things, or a summary sets the past aside. */
export function needsHistory(state: CustomerState, events: readonly CustomerEvent[], counts: Counts): boolean {
  if (state.basis !== '' && state.basis !== basisOf(counts)) return true;
  return events.some((event) => event.kind === 'summary');
}

/** Events of which only the applied marks can tell whether they were taken before. */
export function eventsToLookUp(state: CustomerState, events: readonly CustomerEvent[]): readonly CustomerEvent[] {
  return events.filter((event) => needsLookUp(state.seen, event));
}

function changeProfile(profile: Profile, event: ProfileChanged): Profile {
  const { at, timezone, consent, address, revision } = event;
  const changed: ChangedAt = { at, ...(revision === undefined ? {} : { revision }) };
  return {
    ...profile,
    ...(timezone !== undefined && isLater(changed, profile.timezone)
      ? { timezone: { name: timezone, ...changed } }
      : {}),
    ...(consent && isLater(changed, profile.email) ? { email: { granted: consent.email, ...changed } } : {}),
    ...(address && isLater(changed, profile.address) ? { address: { known: address.email, ...changed } } : {}),
  };
}

function isLater(changed: ChangedAt, known: ChangedAt | undefined): boolean {
  if (known === undefined) return true;
  if (changed.revision !== undefined && known.revision !== undefined) return changed.revision >= known.revision;
  return changed.at >= known.at;
}
