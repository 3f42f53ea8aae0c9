import { posted, type Account } from './account.ts';
import type { Day } from './calendar.ts';
import type { LoyaltyFact, PointsFact } from './facts.ts';
import { afterQuest } from './quests/evolve.ts';
import { NO_LOYALTY, type Gained, type LoyaltyState } from './state.ts';

/** The longest window a metric may have. */
const KEPT_DAYS = 730;

/** What these facts make of a customer's points and tier: the one way in which either changes. */
export function evolved(state: LoyaltyState | undefined, facts: readonly LoyaltyFact[]): LoyaltyState | undefined {
  return facts.reduce<LoyaltyState | undefined>((before, fact) => after(before ?? NO_LOYALTY, fact), state);
}

function after(state: LoyaltyState, fact: LoyaltyFact): LoyaltyState {
  const told = { ...state, facts: fact.n };
  switch (fact.what) {
    case 'tier':
      return { ...told, tier: fact.now };
    case 'badge':
      return { ...told, badges: { ...state.badges, [fact.badge]: fact.day } };
    case 'quest':
      return { ...told, quests: afterQuest(state.quests ?? {}, fact) };
    case 'earned':
    case 'awarded':
    case 'activated':
    case 'spent':
    case 'refused':
    case 'reversed':
    case 'expired':
    case 'adjusted': {
      const account = 'posts' in fact ? posted(state.account, fact.posts) : state.account;
      return { ...told, account: summed(account, fact), gained: gained(state.gained, fact) };
    }
  }
}

function summed(account: Account, fact: PointsFact): Account {
  const { points } = fact;
  switch (fact.what) {
    case 'earned':
    case 'awarded':
      return { ...account, earned: account.earned + points };
    case 'spent':
      return { ...account, spent: account.spent + points };
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

function gained(before: Gained, fact: PointsFact): Gained {
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
  return { total: total + points, days: next.filter(([one, left]) => one > first && left !== 0) };
}
