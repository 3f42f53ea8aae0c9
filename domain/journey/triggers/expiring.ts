import { z } from 'zod';
import { poolId, type PoolId } from '../../ids.schema.ts';
import type { Problem } from '../../problem.ts';
import { again, since, when, measured } from './options.ts';
import type { TriggerKind } from './trigger.ts';

/** Points or a coupon of the customer will expire, so many days before they do. */
export type ExpiringOccurrence = { readonly kind: 'expiring'; readonly days: number } & (
  | { readonly what: 'points' }
  | { readonly what: 'coupon'; readonly pool: PoolId }
);

const schema = z
  .strictObject({
    on: z.literal('expiring').describe('Points or a coupon of the customer will soon expire'),
    what: z
      .enum(['points', 'coupon'])
      .describe('points: once for each day on which points expire; coupon: once for each coupon that was not used'),
    days: z
      .int()
      .min(1)
      .optional()
      .describe(
        'Only so many days before, which the programme has in expiryWarnDays; left out, at each warning it has there',
      ),
    pool: poolId.optional().describe('Only coupons of this pool; left out, of any'),
  })
  .meta({
    id: 'ExpiringTrigger',
    description:
      'So many days before points or a coupon expire, at the very instant; see expiryWarnDays of the programme',
  });

export type ExpiringTrigger = z.infer<typeof schema>;

function names({ what, days, pool }: ExpiringTrigger, occurrence: ExpiringOccurrence): boolean {
  if (what !== occurrence.what || (days !== undefined && days !== occurrence.days)) return false;
  return pool === undefined || (occurrence.what === 'coupon' && occurrence.pool === pool);
}

function faults({ what, pool }: ExpiringTrigger, path: string): readonly Problem[] {
  if (pool === undefined || what === 'coupon') return [];
  const message = 'points are of no pool; leave "pool" out, or react to a coupon';
  return [{ code: 'trigger-never', path: `${path}.pool`, message }];
}

export const expiring = {
  schema,
  enter: schema.extend({ when, again }),
  goal: schema.extend(measured),
  until: schema.extend({ since }),
  names,
  events: () => [],
  faults,
} satisfies TriggerKind<ExpiringTrigger, ExpiringOccurrence> & Record<'enter' | 'goal' | 'until', z.ZodType>;
