import { CustomerFacts } from '../journey/conditions/condition.ts';
import { zoneOfCustomer } from '../journey/walk/context.ts';
import type { LoyaltyOccurrence } from './occurrences.ts';
import { eventType, type CustomerEvent } from '../events/event.ts';
import type { PointsOutcome } from '../events/outcome.ts';
import type { Beheld } from '../journey/walk/context.ts';
import type { EventKey, OrderKey } from '../keys.ts';
import type { OrderFacts } from '../ledger/ledger.ts';
import { dayOf } from '../time-zone.ts';
import { activePoints } from './account.ts';
import { playTicket } from './draws/play.ts';
import { hearOfCoupon, tellExpiring } from './expiring.ts';
import { gainsOf, mayEarn } from './earn.ts';
import type { LoyaltyFact } from './facts.ts';
import { Keeper } from './keeper.ts';
import { metricOf, type Measured } from './metric.ts';
import { withNext } from './next.ts';
import { orderWaiting, type KeyPoints } from './key-points.ts';
import { occurrencesIn } from './occurrences.ts';
import type { Loyalty } from './program.ts';
import { passTime, rollBack, takeQuests } from './quests/take.ts';
import { passReferral, takeReferral, type ReferralTaking } from './referral/take.ts';
import { NO_LOYALTY, type LoyaltyState } from './state.ts';
import { placeReached, tierStep } from './tiers.ts';

/** One instant, as far as points and tiers look at it. */
export interface LoyaltyInstant {
  /** The customer after this instant's event was counted; their points are as before it. */
  readonly beheld: Beheld;
  /** The customer before it. */
  readonly before: Beheld['state'];
  readonly event: CustomerEvent | undefined;
  readonly orders: ReadonlyMap<OrderKey, OrderFacts>;
  /** It learns what orders earn and spendings take. */
  readonly points: Map<EventKey, KeyPoints>;
  /** New rules were adopted at this instant. */
  readonly isByRules: boolean;
}

/** What has become of points and the tier at one instant. */
export interface LoyaltyTaken {
  readonly state: LoyaltyState | undefined;
  readonly facts: readonly LoyaltyFact[];
  /** Of an event that asks for points. */
  readonly outcome?: PointsOutcome;
  /** What journeys may react to, in order. */
  readonly changes: readonly LoyaltyOccurrence[];
}

/**
 * Takes one instant through points, tiers and quests: what turns active, the tier, what expires, quests whose time is over;
 * then the event, and the tier once more.
 */
export function takeLoyalty(instant: LoyaltyInstant): LoyaltyTaken {
  const { beheld, event } = instant;
  const { playbook, state, timezone, at } = beheld;
  const keeper = new Keeper(state.loyalty, dayOf(at, timezone), instant.points);
  keeper.activateDue();
  // The tier that somebody holds as an event comes is what the event earns by: it does not count yet.
  lookAtTier(keeper, instant, event ? instant.before : state);
  keeper.expireDue();
  passTime(keeper, playbook.loyalty, at);
  passReferral(keeper, playbook.loyalty?.referral, at);
  keeper.order = event?.kind === 'purchase' ? event.key : undefined;
  const outcome = event && takeEvent(keeper, instant, event);
  keeper.order = undefined;
  if (event) {
    lookAtTier(keeper, instant, state, event.kind === 'refund');
    passTime(keeper, playbook.loyalty, at);
  }
  tellExpiring(keeper, playbook.loyalty, at);
  const next = keeper.state && withNext(keeper.state, playbook.loyalty, { at, timezone });
  return { state: next, facts: keeper.facts, changes: occurrencesIn(keeper.facts), ...(outcome ? { outcome } : {}) };
}

function takeEvent(keeper: Keeper, instant: LoyaltyInstant, event: CustomerEvent): PointsOutcome | undefined {
  const { timezone, playbook } = instant.beheld;
  if (keeper.state !== undefined) activate(keeper, event);
  hearOfCoupon(keeper, event);
  earnFrom(keeper, instant, event);
  const order = orderOf(event);
  const facts = order && instant.orders.get(order);
  if (order && facts?.purchase) keeper.reverse(order, facts, dayOf(facts.purchase.at, timezone), event.key);
  if (playbook.loyalty !== undefined) questsAt(keeper, instant, playbook.loyalty, event);
  const brought = takeReferral(keeper, referralAt(instant), event);
  const outcome = brought ? { is: brought, active: activePoints(keeper.account) } : outcomeOf(keeper, event);
  // What is learned late may be active, or expired, by now.
  keeper.activateDue();
  keeper.expireDue();
  return outcome;
}

function referralAt({ beheld, before, orders }: LoyaltyInstant): ReferralTaking {
  const { playbook, at } = beheld;
  return { referral: playbook.loyalty?.referral, at, orders, ledger: before.ledger, counts: playbook.scoring.counts };
}

function activate(keeper: Keeper, event: CustomerEvent): void {
  keeper.activateBy(eventType(event));
  const order = orderWaiting(keeper.state, event);
  if (order !== undefined) keeper.activateOrder(eventType(event), order);
}

/** A refund takes back what its order brought; anything else may count. */
function questsAt(keeper: Keeper, { beheld, orders }: LoyaltyInstant, program: Loyalty, event: CustomerEvent): void {
  if (program.quests.length === 0) return;
  if (event.kind === 'refund') {
    const facts = orders.get(event.order);
    if (facts?.purchase) rollBack(keeper, program, event, event.order, facts);
    return;
  }
  if (!mayEarn(program, event)) return;
  const taking = { program, event, at: beheld.at, zone: zoneOfCustomer(beheld) };
  takeQuests(keeper, taking, () => ({
    event,
    facts: new CustomerFacts(withLoyalty(beheld, keeper.state), event),
    order: event.kind === 'purchase' ? orders.get(event.key) : undefined,
  }));
}

function earnFrom(keeper: Keeper, { beheld }: LoyaltyInstant, event: CustomerEvent): void {
  const { playbook, timezone } = beheld;
  const program = playbook.loyalty;
  if (program === undefined || !mayEarn(program, event)) return;
  const type = eventType(event);
  if (!program.earn.some(({ on }) => on === type)) return;
  const day = dayOf(event.at, timezone);
  for (const gain of gainsOf(program, event, withLoyalty(beheld, keeper.state))) {
    const points = Math.min(gain.points, roomOn(day, keeper.state, program.mostPerDay));
    if (points > 0) keeper.earn({ ...gain, points }, day, event.key, orderOf(event));
  }
}

function roomOn(day: number, { gained } = NO_LOYALTY, most = Infinity): number {
  const already = gained.days.find(([one]) => one === day)?.[1] ?? 0;
  return Math.max(0, most - already);
}

function orderOf(event: CustomerEvent): OrderKey | undefined {
  if (event.kind === 'refund') return event.order;
  return event.kind === 'purchase' ? event.key : undefined;
}

function outcomeOf(keeper: Keeper, event: CustomerEvent): PointsOutcome | undefined {
  if (event.kind === 'points-spent') return answered(keeper, keeper.spend(event.points, event.key), 'insufficient');
  if (event.kind === 'points-adjusted')
    return answered(keeper, keeper.adjust(event.points, event.reason, event.key), 'insufficient');
  if (event.kind === 'points-returned')
    return answered(keeper, keeper.giveBack(event.spend, event.key), 'nothing-spent');
  return event.kind === 'draw-played' ? answered(keeper, playTicket(keeper, event), 'no-ticket') : undefined;
}

function answered(
  { account }: Keeper,
  isDone: boolean,
  otherwise: Exclude<PointsOutcome['is'], 'accepted'>,
): PointsOutcome {
  return { is: isDone ? 'accepted' : otherwise, active: activePoints(account) };
}

/** More steps than one may be due: a tier that ends without grace is lost at once, and may be told of before. */
const MOST_STEPS = 4;

/** @param of what counts of the customer, besides points; no copy of all the rest is made for it, at each instant */
function lookAtTier(
  keeper: Keeper,
  { beheld, before, isByRules }: LoyaltyInstant,
  { ledger, did }: Measured,
  isRefund = false,
): void {
  const { playbook, timezone } = beheld;
  const tiers = playbook.loyalty?.tiers;
  if (!tiers) return;
  const value = metricOf(tiers, { ledger, did, loyalty: keeper.state }, keeper.today, timezone);
  for (let steps = 0; steps < MOST_STEPS; steps += 1) {
    const held = keeper.state?.tier;
    const wasReached =
      held === undefined &&
      (isByRules || placeReached(tiers, metricOf(tiers, before, keeper.today, timezone)) >= placeReached(tiers, value));
    const step = tierStep(tiers, held, { value, today: keeper.today, isRefund, wasReached });
    if (step === null) return;
    const by = isByRules ? ({ by: 'rules' } as const) : {};
    keeper.tell({ what: 'tier', ...step, from: held?.tier ?? null, value, ...by });
  }
}

function withLoyalty(beheld: Beheld, loyalty: LoyaltyState | undefined): Beheld {
  if (loyalty === undefined || loyalty === beheld.state.loyalty) return beheld;
  return { ...beheld, state: { ...beheld.state, loyalty } };
}
