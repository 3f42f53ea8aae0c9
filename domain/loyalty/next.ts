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
  const { nextAt: _before, ...rest } = state;
  const { pending, active } = state.account;
  const today = dayOf(at, timezone);
  const days = [pending[0]?.active, active[0]?.expires, ...tierDays(program?.tiers ?? null, state.tier, today)];
  const next = Math.min(
    referralTime(state.referral),
    ...questTimes(state, program, at),
    ...warnTimes(state, program, { at, timezone }),
    ...days.map((day) => (day === undefined || day === null ? Infinity : startOfDay(day, timezone))),
  );
  return next === Infinity ? rest : { ...rest, nextAt: next };
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
