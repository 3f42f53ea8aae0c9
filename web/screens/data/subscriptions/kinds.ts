import type { Kind } from './use-subscriptions.ts';

export type Group = 'moves' | 'journeys' | 'sends' | 'rewards';

/** Kinds of the feed, as people think of them. */
const KINDS: Readonly<Record<Group, readonly Kind[]>> = {
  moves: ['move', 'silence', 'audience'],
  journeys: ['journey'],
  sends: ['send'],
  rewards: ['points', 'tier', 'badge', 'quest', 'coupon', 'draw', 'referral'],
};

export const GROUPS: readonly (readonly [group: Group, kinds: readonly Kind[]])[] = [
  ['moves', KINDS.moves],
  ['journeys', KINDS.journeys],
  ['sends', KINDS.sends],
  ['rewards', KINDS.rewards],
];

interface Names {
  readonly groups: Readonly<Record<Group, string>>;
  readonly kinds: Readonly<Record<Kind, string>>;
}

/** What is taken, in as few words as say it: a whole group by its name, else kind by kind. */
export function namesOf(taken: readonly Kind[], { groups, kinds }: Names): readonly string[] {
  return GROUPS.flatMap(([group, all]) => {
    const those = all.filter((kind) => taken.includes(kind));
    return those.length === all.length ? [groups[group]] : those.map((kind) => kinds[kind]);
  });
}
