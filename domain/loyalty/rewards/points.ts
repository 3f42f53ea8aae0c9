import { z } from 'zod';
import { expiry, pending, points as wholePoints } from '../points.schema.ts';
import type { RewardKind } from './reward.ts';

const schema = z
  .strictObject({
    give: z.literal('points').describe('Points: earned, and yet no metric of a tier counts them'),
    points: wholePoints.describe('How many; no multiplier and no limit of a day touches them'),
    pending: pending.optional().describe('Left out, they are active at once'),
    expire: expiry.default({ by: 'never' }).describe('Left out, never'),
  })
  .meta({ id: 'PointsReward' });

type PointsReward = z.infer<typeof schema>;

export const points = {
  schema,
  give: ({ points: many, ...lasting }, cause, keeper) => keeper.award(many, lasting, cause),
  faults: () => [],
  text: ({ points: many }) => `${many} points`,
} satisfies RewardKind<PointsReward>;
