import type { ReferralFact } from '../../domain/loyalty/referral/facts.ts';
import { isAlias } from '../../db/privacy/erasures.ts';
import type { CustomerId } from '../../domain/ids.schema.ts';
import { eventName, minuteText } from '../sentences.ts';

/** What happened of bringing somebody, for people. */
export function referralText(fact: ReferralFact): string {
  switch (fact.is) {
    case 'came':
      return `Brought by ${otherText(fact.from)}: the first order until ${minuteText(fact.ends)} counts`;
    case 'bought':
      return `Order ${eventName(fact.order).id} counts for having been brought, unless it is refunded until ${minuteText(fact.due)}`;
    case 'lost':
      return `Order ${eventName(fact.order).id} counts no more for having been brought: too little is left of it`;
    case 'rewarded':
      return `Has bought, brought by ${otherText(fact.from)}, who hears of it`;
    case 'brought':
      return `Brought ${otherText(fact.who)}, who has bought${fact.beyond ? '; beyond what is rewarded within a year' : ''}`;
  }
}

/** For a sentence. */
export function otherText(other: CustomerId): string {
  return otherOf(other) ?? 'somebody who was erased';
}

/** `null`: whoever was erased is nobody any more, whatever they are stored as. */
export function otherOf(other: CustomerId): CustomerId | null {
  return isAlias(other) ? null : other;
}
