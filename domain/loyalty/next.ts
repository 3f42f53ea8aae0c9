import { dayOf, startOfDay } from '../time-zone.ts';
import type { Instant } from '../time.ts';
import type { Loyalty } from './program.ts';
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
    ...days.map((day) => (day === undefined || day === null ? Infinity : startOfDay(day, timezone))),
  );
  return next === Infinity ? rest : { ...rest, nextAt: next };
}
