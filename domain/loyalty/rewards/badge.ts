import { z } from 'zod';
import { badgeId } from '../../ids.schema.ts';
import type { Problem } from '../../problem.ts';
import type { Offered, RewardKind } from './reward.ts';

const schema = z
  .strictObject({
    give: z.literal('badge').describe('A badge: whoever has it already gets nothing more'),
    badge: badgeId.describe('One that the programme declares'),
  })
  .meta({ id: 'BadgeReward' });

type BadgeReward = z.infer<typeof schema>;

function faults({ badge: id }: BadgeReward, path: string, { badges }: Offered): readonly Problem[] {
  if (badges.some((one) => one.id === id)) return [];
  const known = badges.map((one) => one.id).join(', ') || 'none';
  const message = `there is no badge "${id}" in the loyalty programme; there are ${known}`;
  return [{ code: 'unknown-badge', path: `${path}.badge`, message }];
}

export const badge = {
  schema,
  give: ({ badge: id }, cause, keeper) => {
    if (!keeper.hasBadge(id)) keeper.tell({ what: 'badge', badge: id, cause, day: keeper.today });
  },
  faults,
  text: ({ badge: id }, { badges }) => `the badge ${badges.find((one) => one.id === id)?.name ?? id}`,
} satisfies RewardKind<BadgeReward>;
