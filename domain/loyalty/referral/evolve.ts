import type { Day } from '../calendar.ts';
import type { ReferralFact } from './facts.ts';
import type { Brought, ReferralState } from './state.ts';

/** For so long a reward counts against the limit of a year. */
const YEAR = 365;

/** What a fact makes of somebody's referrals. */
export function afterReferral(state: ReferralState, fact: ReferralFact): ReferralState {
  const { brought } = state;
  switch (fact.is) {
    case 'came':
      return { ...state, brought: { is: 'open', by: fact.from, at: fact.at, ends: fact.ends } };
    case 'bought':
      return brought
        ? { ...state, brought: { ...headOf(brought), is: 'pending', order: fact.order, due: fact.due } }
        : state;
    case 'lost':
      return brought ? { ...state, brought: { ...headOf(brought), is: 'open' } } : state;
    case 'rewarded':
      return brought ? { ...state, brought: { ...headOf(brought), is: 'rewarded' } } : state;
    case 'brought': {
      const told = { ...state, brings: (state.brings ?? 0) + 1 };
      return fact.beyond ? told : { ...told, rewarded: [...withinYear(state, fact.day), fact.day] };
    }
  }
}

/** The days of the year before `day` on which they were rewarded. */
export function withinYear({ rewarded = [] }: ReferralState, day: Day): readonly Day[] {
  return rewarded.filter((one) => one > day - YEAR);
}

function headOf({ by, at, ends }: Brought): Pick<Brought, 'by' | 'at' | 'ends'> {
  return { by, at, ends };
}
