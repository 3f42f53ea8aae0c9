import { posted, type Account } from './account.ts';
import type { StepPlace } from '../journey/facts.ts';
import type { Day } from './calendar.ts';
import { afterExpiry } from './expiring.ts';
import { isPointsFact, type CouponGranted, type LoyaltyFact, type PointsFact, type TicketGiven } from './facts.ts';
import { afterQuest } from './quests/evolve.ts';
import { afterReferral } from './referral/evolve.ts';
import { NO_LOYALTY, type Gained, type GrantedCoupon, type LoyaltyState, type Ticket } from './state.ts';

/** The longest window a metric may have. */
const KEPT_DAYS = 730;

/** What these facts make of a customer's points and tier: the one way in which either changes. */
export function evolved(state: LoyaltyState | undefined, facts: readonly LoyaltyFact[]): LoyaltyState | undefined {
  return facts.reduce<LoyaltyState | undefined>((before, fact) => after(before ?? NO_LOYALTY, fact), state);
}

function after(state: LoyaltyState, fact: LoyaltyFact): LoyaltyState {
  if (isPointsFact(fact)) return { ...state, facts: fact.n, ...afterPoints(state, fact) };
  const told = { ...state, facts: fact.n };
  switch (fact.what) {
    case 'tier':
      return { ...told, tier: fact.now };
    case 'badge':
      return { ...told, badges: { ...state.badges, [fact.badge]: fact.day } };
    case 'quest':
      return { ...told, quests: afterQuest(state.quests ?? {}, fact) };
    case 'granted':
      return { ...told, coupons: withGranted(state.coupons, fact) };
    case 'ticket':
      return { ...told, tickets: [...(state.tickets ?? []), ticketOf(fact)].slice(-KEPT_TICKETS) };
    case 'drawn':
      return withoutTicket(told, fact.ticket);
    case 'referral':
      return { ...told, referral: afterReferral(state.referral ?? {}, fact) };
    case 'points-expiring':
    case 'coupon-expiring':
    case 'coupon-held':
    case 'coupon-used':
      return afterExpiry(told, fact);
  }
}

function afterPoints({ account, gained }: LoyaltyState, fact: PointsFact): Pick<LoyaltyState, 'account' | 'gained'> {
  const moved = 'posts' in fact ? posted(account, fact.posts) : account;
  return { account: summed(moved, fact), gained: gainedBy(gained, fact) };
}

/** As many are kept as a mail may still be about. */
const KEPT_COUPONS = 20;
/** Whoever plays none of so many tickets loses the oldest. */
const KEPT_TICKETS = 50;

function withGranted(
  before: readonly GrantedCoupon[] = [],
  { n, pool, cause }: CouponGranted,
): readonly GrantedCoupon[] {
  const coupon = { fact: n, pool };
  return [...before, cause.by === 'step' ? { ...coupon, inside: enrolmentIn(cause.place) } : coupon].slice(
    -KEPT_COUPONS,
  );
}

function enrolmentIn({ journey, enrolment }: StepPlace): Pick<StepPlace, 'journey' | 'enrolment'> {
  return { journey, enrolment };
}

function ticketOf({ n, draw, order }: TicketGiven): Ticket {
  return { fact: n, draw, ...(order === undefined ? {} : { order }) };
}

function withoutTicket({ tickets = [], ...state }: LoyaltyState, played: number): LoyaltyState {
  const left = tickets.filter(({ fact }) => fact !== played);
  return left.length === 0 ? state : { ...state, tickets: left };
}

function summed(account: Account, fact: PointsFact): Account {
  const { points } = fact;
  switch (fact.what) {
    case 'earned':
    case 'awarded':
      return { ...account, earned: account.earned + points };
    case 'spent':
      return { ...account, spent: account.spent + points };
    case 'returned':
      return { ...account, spent: account.spent - points };
    case 'expired':
      return { ...account, expired: account.expired + points };
    case 'reversed':
      return { ...account, reversed: account.reversed + points };
    case 'adjusted':
      return points > 0
        ? { ...account, earned: account.earned + points }
        : { ...account, reversed: account.reversed - points };
    case 'activated':
    case 'refused':
      return account;
  }
}

function gainedBy(before: Gained, fact: PointsFact): Gained {
  if (fact.what === 'earned') return withGained(before, fact.day, fact.points);
  return fact.what === 'reversed' ? withGained(before, fact.day, -fact.points) : before;
}

/** Days no window reaches any more, seen from the newest, are forgotten. */
function withGained({ total, days }: Gained, day: Day, points: number): Gained {
  const place = days.findLastIndex(([known]) => known <= day);
  const known = place < 0 ? undefined : days[place];
  const isSame = known?.[0] === day;
  const sum = (isSame ? known[1] : 0) + points;
  const next = isSame ? days.with(place, [day, sum]) : days.toSpliced(place + 1, 0, [day, sum]);
  const first = (next.at(-1)?.[0] ?? day) - KEPT_DAYS;
  const isKept = (next[0]?.[0] ?? 0) > first && sum !== 0;
  return { total: total + points, days: isKept ? next : next.filter(([one, left]) => one > first && left !== 0) };
}
