import { z } from 'zod';
import { poolId } from '../../ids.schema.ts';
import type { RewardKind } from './reward.ts';

const schema = z
  .strictObject({
    give: z
      .literal('coupon')
      .describe('A coupon out of a pool; where the pool is empty, nothing, and the journal says so'),
    pool: poolId.describe('One of GET /v1/coupon-pools'),
  })
  .meta({ id: 'CouponReward' });

type CouponReward = z.infer<typeof schema>;

export const coupon = {
  schema,
  give: ({ pool }, cause, keeper) => keeper.grant({ what: 'granted', pool }, cause),
  // Pools are in no programme: whether there is one is asked of the store, where something is published.
  faults: () => [],
  text: ({ pool }) => `a coupon of the pool ${pool}`,
} satisfies RewardKind<CouponReward>;
