import {
  isPointsFact,
  type LoyaltyFact,
  type Multiplied,
  type PointsFact,
  type TierChanged,
} from '../../domain/loyalty/facts.ts';
import type { Cause } from '../../domain/loyalty/rewards/cause.ts';
import { isoTime, type Instant } from '../../domain/time.ts';
import { eventName, minuteText } from '../sentences.ts';
import { causeNamed, questNamed, referralNamed } from './fact-parts.ts';
import { dayIso } from './points-view.ts';
import { otherText, referralText } from './referral-text.ts';
import { questText } from './quest-text.ts';

/** One change of points or of a tier, for people. */
export function loyaltyFactView(fact: LoyaltyFact, at: Instant) {
  return { n: fact.n, at: isoTime(at), what: fact.what, text: loyaltyText(fact), ...namedIn(fact) };
}

/** What else is told of it, by name. */
function namedIn(fact: LoyaltyFact) {
  if (isPointsFact(fact)) return pointsNamedIn(fact);
  switch (fact.what) {
    case 'tier':
      return { tier: fact.now?.tier ?? null, change: fact.change, from: fact.from, counted: fact.value };
    case 'badge':
      return { badge: fact.badge, cause: causeNamed(fact.cause) };
    case 'quest':
      return questNamed(fact);
    case 'referral':
      return referralNamed(fact);
    case 'granted':
      return { pool: fact.pool, cause: causeNamed(fact.cause) };
    case 'coupon-held':
      return { pool: fact.pool, until: isoTime(fact.expires) };
    case 'coupon-used':
      return { pool: fact.pool };
    case 'coupon-expiring':
      return { pool: fact.pool, days: fact.days };
    case 'ticket':
      return { draw: fact.draw, cause: causeNamed(fact.cause) };
    case 'drawn':
      return { draw: fact.draw, prize: fact.prize, ticket: fact.ticket };
    case 'points-expiring':
      return { points: fact.points, days: fact.days, last: dayIso(fact.last) };
  }
}

function pointsNamedIn(fact: PointsFact) {
  const order = 'order' in fact && fact.order !== undefined ? { order: eventName(fact.order).id } : {};
  const event = 'by' in fact ? { event: eventName(fact.by).id } : {};
  const reason = fact.what === 'adjusted' ? { reason: fact.reason } : {};
  const rule = fact.what === 'earned' ? { rule: fact.rule } : {};
  const [lot] = fact.what === 'earned' || fact.what === 'awarded' ? (fact.posts.pending ?? []) : [];
  const active = lot === undefined ? {} : { active: dayIso(lot.active) };
  const cause = fact.what === 'awarded' ? { cause: causeNamed(fact.cause) } : {};
  const had = fact.what === 'refused' ? { had: fact.had } : {};
  return { points: fact.points, ...event, ...order, ...reason, ...rule, ...active, ...cause, ...had };
}

export function loyaltyText(fact: LoyaltyFact): string {
  if (isPointsFact(fact)) return pointsText(fact);
  switch (fact.what) {
    case 'quest':
      return questText(fact);
    case 'badge':
      return `The badge ${fact.badge} was earned ${causeText(fact.cause)}`;
    case 'granted':
      return `A coupon of the pool ${fact.pool} is given ${causeText(fact.cause)}`;
    case 'ticket':
      return `A ticket of the draw ${fact.draw} was given ${causeText(fact.cause)}`;
    case 'drawn':
      return `Ticket ${fact.ticket} of the draw ${fact.draw} came to ${fact.prize ?? 'nothing: no prize was left'}`;
    case 'referral':
      return referralText(fact);
    case 'points-expiring':
      return `${fact.points} points will expire in ${daysText(fact.days)}: they can be spent until ${dayIso(fact.last)}`;
    case 'coupon-held':
      return `The coupon of the pool ${fact.pool} ends at ${minuteText(fact.expires)}`;
    case 'coupon-expiring':
      return `The coupon of the pool ${fact.pool} will end in ${daysText(fact.days)}, and was not used`;
    case 'coupon-used':
      return `The coupon of the pool ${fact.pool} was used`;
    case 'tier':
      return tierText(fact);
  }
}

function daysText(days: number): string {
  return days === 1 ? 'a day' : `${days} days`;
}

function pointsText(fact: PointsFact): string {
  const { points } = fact;
  switch (fact.what) {
    case 'earned':
      return `Earned ${points} points by the rule ${fact.rule}${multipliedText(fact.multiplied)}${waitText(fact)}`;
    case 'awarded':
      return `${points} points were given ${causeText(fact.cause)}${waitText(fact)}`;
    case 'activated':
      return `${points} points became active${paidText(fact.posts.debt)}`;
    case 'spent':
      return `${points} points were spent`;
    case 'returned':
      return `${points} points spent under the key ${eventName(fact.spend).id} were given back${paidText(fact.posts.debt)}`;
    case 'refused':
      return `${points} points were asked for, and there were ${fact.had}: nothing was taken`;
    case 'reversed':
      return `${points} points of order ${eventName(fact.order).id} were taken back for a refund${owedText(fact.posts.debt)}`;
    case 'expired':
      return `${points} points expired`;
    case 'adjusted':
      return points > 0
        ? `${points} points were given by hand: ${fact.reason}${paidText(fact.posts.debt)}`
        : `${-points} points were taken by hand: ${fact.reason}`;
  }
}

function multipliedText(multiplied: Multiplied | undefined): string {
  if (multiplied === undefined) return '';
  const { tier, segment, campaigns = [] } = multiplied;
  const parts = [
    ...(tier === undefined ? [] : [`${tier} times for the tier`]),
    ...(segment === undefined ? [] : [`${segment} times for the segment`]),
    ...campaigns.map((id) => `in the campaign ${id}`),
  ];
  return `, ${parts.join(' and ')}`;
}

/** What a reward was given for. */
function causeText(cause: Cause): string {
  switch (cause.by) {
    case 'step':
      return `by the step ${cause.place.step} of the journey ${cause.place.journey}`;
    case 'referral':
      return cause.as === 'referrer'
        ? `for bringing ${otherText(cause.other)}`
        : `for having been brought by ${otherText(cause.other)}`;
    case 'draw':
      return `by ticket ${cause.ticket} of the draw ${cause.draw}`;
    case 'quest': {
      const { quest, milestone } = cause;
      return milestone === undefined
        ? `for the quest ${quest}`
        : `for the milestone ${milestone} of the quest ${quest}`;
    }
  }
}

function waitText({ posts }: Extract<LoyaltyFact, { what: 'earned' | 'awarded' }>): string {
  const [lot] = posts.pending ?? [];
  if (lot === undefined) return paidText(posts.debt);
  const until = lot.until === undefined ? '' : ` or at the event "${lot.until}"`;
  return `, active on ${dayIso(lot.active)}${until}`;
}

function paidText(debt = 0): string {
  return debt < 0 ? `, of which ${-debt} paid what was owed` : '';
}

function owedText(debt = 0): string {
  return debt > 0 ? `; ${debt} of them are owed` : '';
}

const CHANGES: Readonly<Record<TierChanged['change'], string>> = {
  placed: 'placed in',
  up: 'up to',
  down: 'down to',
  kept: 'held for another while',
  grace: 'will be lost unless it is reached again in time',
  warned: 'will soon be lost',
};

function tierText({ change, from, now, value, by }: TierChanged): string {
  const tier = now?.tier ?? 'none';
  const rules = by === 'rules' ? ', by new rules' : '';
  const counted = `with ${value} counted${rules}`;
  switch (change) {
    case 'placed':
    case 'up':
    case 'down':
      return `Tier ${CHANGES[change]} ${tier}${from === null ? '' : ` from ${from}`}, ${counted}`;
    case 'kept':
    case 'grace':
    case 'warned':
      return `Tier ${tier} ${CHANGES[change]}, ${counted}`;
  }
}
