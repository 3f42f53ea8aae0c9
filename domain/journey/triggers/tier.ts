import { z } from 'zod';
import { tierId, type TierId } from '../../ids.schema.ts';
import type { Problem } from '../../problem.ts';
import { again, since, when, measured } from './options.ts';
import type { TriggerKind } from './trigger.ts';

/** The customer reached a tier or lost one, or will soon lose one. */
export interface TierOccurrence {
  readonly kind: 'tier';
  readonly changed: 'up' | 'down' | 'warned';
  readonly from: TierId | null;
  readonly to: TierId | null;
}

const schema = z
  .strictObject({
    on: z.literal('tier').describe("The customer's tier changes"),
    changed: z
      .enum(['up', 'down', 'warned'])
      .describe('up: a higher one is reached; down: it is lost; warned: it will soon be lost unless something is done'),
    from: z.array(tierId).min(1).optional().describe('Only out of one of these tiers; left out, out of any or none'),
    to: z.array(tierId).min(1).optional().describe('Only into one of these tiers; left out, into any or none'),
  })
  .meta({ id: 'TierTrigger', description: 'A change of tier, by what the customer did or by time' });

type TierTrigger = z.infer<typeof schema>;

function names({ changed, from, to }: TierTrigger, occurrence: TierOccurrence): boolean {
  return changed === occurrence.changed && isAmong(occurrence.from, from) && isAmong(occurrence.to, to);
}

function isAmong(tier: TierId | null, named: readonly TierId[] | undefined): boolean {
  return named === undefined || (tier !== null && named.includes(tier));
}

/** Whoever is warned still holds the tier, so no other one is named. */
function faults({ changed, from, to }: TierTrigger, path: string): readonly Problem[] {
  if (from === undefined || to === undefined) return [];
  const isSame = from.some((tier) => to.includes(tier));
  const canBe = changed === 'warned' ? isSame : from.some((one) => to.some((other) => one !== other));
  if (canBe) return [];
  const message =
    changed === 'warned'
      ? 'whoever is warned still holds the tier, so "from" and "to" are the same; leave one of them out'
      : 'nobody passes from a tier to the same one; name another one, or leave "from" or "to" out';
  return [{ code: 'trigger-never', path, message }];
}

export const tier = {
  schema,
  enter: schema.extend({ when, again }),
  goal: schema.extend(measured),
  until: schema.extend({ since }),
  names,
  events: () => [],
  faults,
} satisfies TriggerKind<TierTrigger, TierOccurrence> & Record<'enter' | 'goal' | 'until', z.ZodType>;
