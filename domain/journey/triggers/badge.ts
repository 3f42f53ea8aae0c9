import { z } from 'zod';
import { badgeId, type BadgeId } from '../../ids.schema.ts';
import { again, since, when, measured } from './options.ts';
import type { TriggerKind } from './trigger.ts';

/** The customer earned a badge. */
export interface BadgeOccurrence {
  readonly kind: 'badge';
  readonly badge: BadgeId;
}

const schema = z
  .strictObject({
    on: z.literal('badge').describe('The customer earns a badge: once and for good'),
    badge: badgeId.describe('The id of the badge'),
  })
  .meta({ id: 'BadgeTrigger', description: 'A badge that is earned, by a quest or by a step of a journey' });

type BadgeTrigger = z.infer<typeof schema>;

function names({ badge: id }: BadgeTrigger, occurrence: BadgeOccurrence): boolean {
  return id === occurrence.badge;
}

export const badge = {
  schema,
  enter: schema.extend({ when, again }),
  goal: schema.extend(measured),
  until: schema.extend({ since }),
  names,
  events: () => [],
  faults: () => [],
} satisfies TriggerKind<BadgeTrigger, BadgeOccurrence> & Record<'enter' | 'goal' | 'until', z.ZodType>;
