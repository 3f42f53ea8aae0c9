import { dayOf, startOfDay } from '../time-zone.ts';
import type { Instant } from '../time.ts';
import { entriesOf } from '../own.ts';
import { warnTimes } from './expiring.ts';
import type { Loyalty } from './program.ts';
import { endingAt } from './quests/time.ts';
import { referralTime } from './referral/take.ts';
import type { LoyaltyState } from './state.ts';
import { tierDays } from './tiers.ts';

/** The same state, which knows when it changes next although nothing happens. */
export function withNext(
  state: LoyaltyState,
  program: Loyalty | undefined,
  { at, timezone }: { readonly at: Instant; readonly timezone: string },
): LoyaltyState {
  const next = nextOf(state, program, { at, timezone });
  if (next === (state.nextAt ?? Infinity)) return state;
  const { nextAt: _before, ...rest } = state;
  return next === Infinity ? rest : { ...rest, nextAt: next };
}

function nextOf(
  state: LoyaltyState,
  program: Loyalty | undefined,
  { at, timezone }: { readonly at: Instant; readonly timezone: string },
): Instant {
  const { pending, active } = state.account;
  let next = Math.min(
    referralTime(state.referral),
    startOr(pending[0]?.active, timezone),
    startOr(active[0]?.expires, timezone),
  );
  if (state.tier) {
    const days = tierDays(program?.tiers ?? null, state.tier, dayOf(at, timezone));
    for (const day of days) next = Math.min(next, startOfDay(day, timezone));
  }
  if (state.quests !== undefined) next = Math.min(next, ...questTimes(state, program, at));
  if (program?.expiryWarnDays !== undefined) next = Math.min(next, ...warnTimes(state, program, { at, timezone }));
  return next;
}

function startOr(day: number | null | undefined, timezone: string): Instant {
  return day === undefined || day === null ? Infinity : startOfDay(day, timezone);
}

/** When quests are over, or it is told that they will be. */
function questTimes({ quests = {} }: LoyaltyState, program: Loyalty | undefined, at: Instant): readonly Instant[] {
  return entriesOf(quests).flatMap(([id, state]) => {
    const quest = program?.quests.find((one) => one.id === id);
    if (state.is !== 'running' || state.ends === null || quest === undefined) return [];
    const ending = state.reminded ? null : endingAt(quest, state.ends);
    return ending !== null && ending > at ? [ending] : [state.ends];
  });
}
