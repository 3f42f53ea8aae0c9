import { saysNews } from '../attributes/attributes.ts';
import { saidBy } from '../attributes/said-by.ts';
import { isLoyaltyEvent, type Activity, type CustomerEvent, type Purchase, type Refund } from './event.ts';
import type { EventKey, OrderKey } from '../keys.ts';
import { bringsNews } from '../decision/profile.ts';
import { leftOf, UNKNOWN_ORDER, withRefunded, type OrderFacts } from '../ledger/ledger.ts';
import { isAction, type Counts } from '../scoring/model.ts';
import { isCovered, supersedes, type Summary } from '../ledger/summary.ts';
import type { CustomerState } from '../decision/state.ts';
import { DAY, type Instant } from '../time.ts';

/**
 * What an event came to when it was taken, where the event itself does not say. Amounts are minor units. `above` is what
 * refunds wanted beyond their order, and nothing counts: the door refuses such a refund where it knows the order.
 */
export type Outcome =
  /** A refund took `amount` off its order, of which `left` is left. */
  | { readonly is: 'taken-off'; readonly amount: number; readonly left: number; readonly above?: number }
  /** A refund's order is not known of this customer so far. */
  | { readonly is: 'waits' }
  /** Nothing was left of a refund's order. */
  | { readonly is: 'nothing-left'; readonly above?: number }
  /** Refunds came before their purchase: `amount` was taken off it at once, and `left` is left. */
  | { readonly is: 'refunded-before'; readonly amount: number; readonly left: number; readonly above?: number }
  /** A summary stands for the order or action already. */
  | { readonly is: 'covered' }
  /** A later statement of the same kind was known already. */
  | { readonly is: 'superseded' }
  | PointsOutcome;

/** What came of asking for points, of playing a draw, or of having been brought. */
export type PointsOutcome =
  /** They were spent, given back or adjusted, the ticket was played, or they were brought; `active` can be spent now. */
  | { readonly is: 'accepted'; readonly active: number }
  /** There were only `active`, and none was taken. */
  | { readonly is: 'insufficient'; readonly active: number }
  /** No spending of that name took anything, or it was given back before. */
  | { readonly is: 'nothing-spent'; readonly active: number }
  /** There was no such ticket to play. */
  | { readonly is: 'no-ticket'; readonly active: number }
  /** Nobody can be brought here, or this one cannot any more: they have bought, or another one brought them. */
  | { readonly is: 'no-referral' | 'bought-before' | 'brought-before'; readonly active: number };

/** As a table: one more outcome is missed here. */
const OF_POINTS: Readonly<Record<PointsOutcome['is'], true>> = {
  accepted: true,
  insufficient: true,
  'nothing-spent': true,
  'no-ticket': true,
  'no-referral': true,
  'bought-before': true,
  'brought-before': true,
};

export function isPointsOutcome(outcome: Outcome | undefined): outcome is PointsOutcome {
  return outcome !== undefined && Object.hasOwn(OF_POINTS, outcome.is);
}

/** A refund that has waited so long for its order is listed as unmatched; workspace time, from when it was learned of. */
export const UNMATCHED_AFTER = 30 * DAY;

/**
 * What an event comes to.
 * @param state before the event
 * @param orders as they are known before the event
 * @returns `undefined` where it comes to just what it says
 */
export function outcomeOf(
  state: CustomerState,
  orders: ReadonlyMap<OrderKey, OrderFacts>,
  event: CustomerEvent,
  counts: Counts,
): Outcome | undefined {
  // What comes of these is found when points are kept.
  if (isLoyaltyEvent(event)) return undefined;
  const { summary } = state.ledger;
  switch (event.kind) {
    case 'purchase':
      return isCovered(event.at, summary) ? { is: 'covered' } : ofPurchase(event, orders.get(event.key));
    case 'refund':
      return ofRefund(state, event, orders.get(event.order));
    case 'activity':
      return ofActivity(event, summary, counts);
    case 'profile':
    case 'summary':
    case 'identify':
      return isNews(state, event) ? undefined : { is: 'superseded' };
    case 'entry':
    case 'webhook-reply':
      return undefined;
  }
}

function ofActivity({ type, at }: Activity, summary: Summary | null, counts: Counts): Outcome | undefined {
  return isAction(type, counts) && isCovered(at, summary) ? { is: 'covered' } : undefined;
}

/** Whether a statement is not superseded by what is known already. */
function isNews(
  state: CustomerState,
  event: Extract<CustomerEvent, { kind: 'profile' | 'summary' | 'identify' }>,
): boolean {
  switch (event.kind) {
    case 'profile':
      return bringsNews(state.profile, event);
    case 'summary':
      return supersedes(event, state.ledger.summary);
    case 'identify':
      return saysNews(state, saidBy(event));
  }
}

function ofPurchase({ at, amount }: Purchase, facts = UNKNOWN_ORDER): Outcome | undefined {
  if (facts.refunds === 0) return undefined;
  const left = leftOf({ ...facts, purchase: { at, amount } });
  return { is: 'refunded-before', amount: amount - left, left, ...aboveOf(facts.refunded - (amount - left)) };
}

function ofRefund({ ledger }: CustomerState, { amount }: Refund, facts: OrderFacts = UNKNOWN_ORDER): Outcome {
  if (facts.purchase === null) return { is: 'waits' };
  if (isCovered(facts.purchase.at, ledger.summary)) return { is: 'covered' };
  const [before, left] = [leftOf(facts), leftOf(withRefunded(facts, amount))];
  const above = aboveOf(amount - (before - left));
  return before === 0 && facts.refunds > 0
    ? { is: 'nothing-left', ...above }
    : { is: 'taken-off', amount: before - left, left, ...above };
}

function aboveOf(above: number): { readonly above?: number } {
  return above > 0 ? { above } : {};
}

/** Outcomes that change nothing that is counted. */
export const IN_VAIN = [
  'waits',
  'nothing-left',
  'covered',
  'superseded',
  'insufficient',
  'nothing-spent',
  'no-ticket',
  'no-referral',
  'bought-before',
  'brought-before',
] as const satisfies readonly Outcome['is'][];
type InVain = (typeof IN_VAIN)[number];

/** @returns why an event that came to this has changed nothing that is counted; `undefined`: it has changed something */
export function inVain(outcome: Outcome | undefined): InVain | undefined {
  return IN_VAIN.find((is) => is === outcome?.is);
}

/** Whether an event that came to this has changed anything that is counted. */
export function hasChanged(outcome: Outcome | undefined): boolean {
  return outcome === undefined || BECAUSE[outcome.is] === null;
}

/** What an event changes of an order: when that was made, and what it was worth before and is now, minor units. */
export function orderChange(
  event: CustomerEvent,
  outcome: Outcome | undefined,
  orders: ReadonlyMap<OrderKey, OrderFacts>,
): { readonly at: Instant; readonly was: number; readonly is: number } | undefined {
  if (!hasChanged(outcome)) return undefined;
  if (event.kind === 'purchase') {
    return { at: event.at, was: 0, is: outcome?.is === 'refunded-before' ? outcome.left : event.amount };
  }
  const purchase = event.kind === 'refund' ? orders.get(event.order)?.purchase : undefined;
  if (!purchase || outcome?.is !== 'taken-off') return undefined;
  return { at: purchase.at, was: outcome.left + outcome.amount, is: outcome.left };
}

/** An event as the journal names it. */
export interface Noted {
  readonly key: EventKey;
  readonly type: string;
  readonly outcome?: Outcome;
}

/** Its type, and that nothing came of it where nothing did: `refund (waits for its order)`. */
export function noteOf({ type, outcome }: Noted): string {
  return `${type}${nothingBecause(outcome)}`;
}

/** Why nothing came of an event; `null`: something did. */
const BECAUSE: Readonly<Record<InVain, string> & Record<Exclude<Outcome['is'], InVain>, null>> = {
  waits: 'waits for its order',
  'nothing-left': 'nothing was left to take off',
  covered: 'covered by a summary',
  superseded: 'a later one was known',
  insufficient: 'not enough points',
  'nothing-spent': 'not enough points',
  'no-ticket': 'no such ticket',
  'no-referral': 'nobody can be brought',
  'bought-before': 'they had bought before',
  'brought-before': 'another one brought them',
  'taken-off': null,
  'refunded-before': null,
  accepted: null,
};

/** Why nothing came of an event, in brackets after its name; empty where something did. */
export function nothingBecause(outcome: Outcome | undefined): string {
  const because = outcome === undefined ? null : BECAUSE[outcome.is];
  return because === null ? '' : ` (${because})`;
}
