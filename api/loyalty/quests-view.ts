import type { CustomerState } from '../../domain/decision/state.ts';
import { zoneOfCustomer } from '../../domain/journey/walk/context.ts';
import type { Loyalty } from '../../domain/loyalty/program.ts';
import { questViews } from '../../domain/loyalty/quests/view.ts';
import { own } from '../../domain/own.ts';
import type { Instant } from '../../domain/time.ts';
import { isoOrNull } from '../sentences.ts';
import { dayIso } from './points-view.ts';

/** Every quest of the programme, as the customer stands in it. */
export function questsOf(program: Loyalty | undefined, state: CustomerState, now: Instant, timezone: string) {
  return questViews(program, state, now, zoneOfCustomer({ state, timezone })).map((view) => ({
    ...view,
    steps: [...view.steps],
    milestones: view.milestones.map((one) => ({ ...one, rewards: [...one.rewards] })),
    deadline: isoOrNull(view.deadline),
    startedAt: isoOrNull(view.startedAt),
    endedAt: isoOrNull(view.endedAt),
    rewards: [...view.rewards],
  }));
}

/** Every badge of the programme, and since when the customer has it. */
export function badgesOf(program: Loyalty | undefined, { loyalty }: CustomerState) {
  return (program?.badges ?? []).map(({ id, name, text }) => {
    const day = own(loyalty?.badges ?? {}, id);
    return { id, name, text, earned: dayIso(day ?? null) };
  });
}
