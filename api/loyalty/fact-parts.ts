import type { Cause } from '../../domain/loyalty/rewards/cause.ts';
import type { QuestFact } from '../../domain/loyalty/quests/facts.ts';
import type { ReferralFact } from '../../domain/loyalty/referral/facts.ts';
import { isAlias } from '../../db/privacy/erasures.ts';
import type { CustomerId } from '../../domain/ids.schema.ts';
import { isoTime } from '../../domain/time.ts';
import { eventName } from '../sentences.ts';

/** What a reward was given for, in parts. */
export function causeNamed(cause: Cause) {
  switch (cause.by) {
    case 'step':
      return { by: cause.by, journey: cause.place.journey, step: cause.place.step };
    case 'quest': {
      const { by, quest, milestone } = cause;
      return { by, quest, ...(milestone === undefined ? {} : { milestone }) };
    }
    case 'draw':
      return { by: cause.by, draw: cause.draw, ticket: cause.ticket };
    case 'referral':
      return { by: cause.by, as: cause.as, ...someone(cause.other) };
  }
}

/** Whoever was erased has no name any more. */
function someone(other: CustomerId) {
  return isAlias(other) ? {} : { other };
}

/** What happened in a quest, in parts. */
export function questNamed(fact: QuestFact) {
  const { quest, cycle, is } = fact;
  const event = 'by' in fact ? { event: eventName(fact.by).id } : {};
  return { quest, happened: { is, cycle, ...questParts(fact) }, ...event };
}

function questParts(fact: QuestFact) {
  switch (fact.is) {
    case 'started':
      return fact.ends === null ? {} : { until: isoTime(fact.ends) };
    case 'progressed':
    case 'rolled-back':
      return { steps: fact.steps.map(({ step, done, target }) => ({ step, done, target })) };
    case 'milestone':
      return { milestone: fact.milestone };
    case 'ending':
    case 'completed':
    case 'expired':
    case 'withdrawn':
      return {};
  }
}

/** What happened of bringing somebody, in parts. */
export function referralNamed(fact: ReferralFact) {
  switch (fact.is) {
    case 'came':
      return { referral: { is: fact.is, ...someone(fact.from), until: isoTime(fact.ends) } };
    case 'bought':
      return { referral: { is: fact.is, until: isoTime(fact.due) }, order: eventName(fact.order).id };
    case 'lost':
      return { referral: { is: fact.is }, order: eventName(fact.order).id };
    case 'rewarded':
      return { referral: { is: fact.is, ...someone(fact.from) } };
    case 'brought':
      return { referral: { is: fact.is, ...someone(fact.who), ...(fact.beyond ? { beyond: true as const } : {}) } };
  }
}
