import type { z } from 'zod';
import type { Posting } from '../../domain/loyalty/account.ts';
import {
  isPointsFact,
  type Awarded,
  type LoyaltyFact,
  type Multiplied,
  type PointsFact,
} from '../../domain/loyalty/facts.ts';
import type { QuestFact } from '../../domain/loyalty/quests/facts.ts';
import type { ReferralFact } from '../../domain/loyalty/referral/facts.ts';
import type { Cause } from '../../domain/loyalty/rewards/cause.ts';
import { isoTime } from '../../domain/time.ts';
import { eventName, isoOrNull } from '../sentences.ts';
import type { loyaltyNamed } from './loyalty-named.contract.ts';
import { dayIso } from './points-view.ts';
import { otherOf } from './referral-text.ts';

export type LoyaltyNamed = z.input<typeof loyaltyNamed>;

/** What the sentence of a fact says besides its other fields, in parts; `null`: nothing. */
export function namedLoyalty(fact: LoyaltyFact): LoyaltyNamed | null {
  if ('cause' in fact) {
    const points = fact.what === 'awarded' ? { ...waitOf(fact.posts), ...paidOf(fact.posts) } : {};
    return { of: 'reward', cause: causeNamed(fact.cause), ...points };
  }
  if (isPointsFact(fact)) return pointsNamed(fact);
  switch (fact.what) {
    case 'drawn':
      return { of: 'ticket', ticket: fact.ticket };
    case 'coupon-held':
      return { of: 'end', at: isoTime(fact.expires) };
    case 'points-expiring':
      return { of: 'ending', days: fact.days, last: dayIso(fact.last) };
    case 'coupon-expiring':
      return { of: 'ending', days: fact.days };
    case 'quest':
      return questNamed(fact);
    case 'referral':
      return referralNamed(fact);
    case 'tier':
    case 'coupon-used':
      return null;
  }
}

function pointsNamed(fact: Exclude<PointsFact, Awarded>): LoyaltyNamed | null {
  switch (fact.what) {
    case 'earned': {
      const { multiplied, posts } = fact;
      return { of: 'points', ...multipliedNamed(multiplied), ...waitOf(posts), ...paidOf(posts) };
    }
    case 'activated':
    case 'adjusted':
      return { of: 'points', ...paidOf(fact.posts) };
    case 'returned':
      return { of: 'points', key: eventName(fact.spend).id, ...paidOf(fact.posts) };
    case 'reversed': {
      const { debt = 0 } = fact.posts;
      return { of: 'points', ...(debt > 0 ? { owed: debt } : {}) };
    }
    case 'refused':
      return { of: 'spending', had: fact.had };
    case 'spent':
    case 'expired':
      return null;
  }
}

function multipliedNamed(multiplied: Multiplied | undefined) {
  if (multiplied === undefined) return {};
  const { campaigns, ...times } = multiplied;
  return { multiplied: { ...times, ...(campaigns === undefined ? {} : { campaigns: [...campaigns] }) } };
}

function paidOf({ debt = 0 }: Posting): { readonly paid?: number } {
  return debt < 0 ? { paid: -debt } : {};
}

/** Points that are not active yet wait for their day, or for an event before it. */
function waitOf({ pending }: Posting): { readonly until?: string } {
  const until = pending?.[0]?.until;
  return until === undefined ? {} : { until };
}

function causeNamed(cause: Cause): Extract<LoyaltyNamed, { of: 'reward' }>['cause'] {
  switch (cause.by) {
    case 'step':
      return { by: 'step', journey: cause.place.journey, step: cause.place.step };
    case 'quest': {
      const { quest, milestone } = cause;
      return { by: 'quest', quest, ...(milestone === undefined ? {} : { milestone }) };
    }
    case 'draw':
      return { by: 'draw', draw: cause.draw, ticket: cause.ticket };
    case 'referral':
      return { by: 'referral', as: cause.as, other: otherOf(cause.other) };
  }
}

function questNamed(fact: QuestFact): LoyaltyNamed {
  const named = { of: 'quest', is: fact.is, cycle: fact.cycle } as const;
  switch (fact.is) {
    case 'started':
      return { ...named, ends: isoOrNull(fact.ends) };
    case 'progressed':
    case 'rolled-back':
      return { ...named, steps: fact.steps.map(({ step, done, target }) => ({ step, done, target })) };
    case 'milestone':
      return { ...named, milestone: fact.milestone };
    case 'ending':
    case 'completed':
    case 'expired':
    case 'withdrawn':
      return named;
  }
}

function referralNamed(fact: ReferralFact): LoyaltyNamed {
  const named = { of: 'referral', is: fact.is } as const;
  switch (fact.is) {
    case 'came':
      return { ...named, other: otherOf(fact.from), until: isoTime(fact.ends) };
    case 'bought':
      return { ...named, order: eventName(fact.order).id, until: isoTime(fact.due) };
    case 'lost':
      return { ...named, order: eventName(fact.order).id };
    case 'rewarded':
      return { ...named, other: otherOf(fact.from) };
    case 'brought':
      return { ...named, other: otherOf(fact.who), ...(fact.beyond ? { beyond: true } : {}) };
  }
}
