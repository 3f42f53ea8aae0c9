import { z } from 'zod';
import { audienceId } from '../../ids.schema.ts';
import type { AudienceChange } from '../../audience/memberships.ts';
import { again, since, when, measured } from './options.ts';
import type { TriggerKind } from './trigger.ts';

/** The customer came into an audience, or went out of it. */
export interface AudienceOccurrence extends AudienceChange {
  readonly kind: 'audience';
}

const schema = z
  .strictObject({
    on: z.literal('audience').describe('The customer enters or leaves an audience'),
    audience: audienceId.describe('The id of the audience'),
    is: z.enum(['entered', 'left']).describe('Whether the customer comes into it, or goes out of it'),
  })
  .meta({
    id: 'AudienceTrigger',
    description: 'Into an audience or out of it, by an event or at the instant at which time alone does it',
  });

type AudienceTrigger = z.infer<typeof schema>;

function names({ audience, is }: AudienceTrigger, occurrence: AudienceOccurrence): boolean {
  return audience === occurrence.audience && is === occurrence.is;
}

export const audience = {
  schema,
  enter: schema.extend({ when, again }),
  goal: schema.extend(measured),
  until: schema.extend({ since }),
  names,
  events: () => [],
  faults: () => [],
} satisfies TriggerKind<AudienceTrigger, AudienceOccurrence> & Record<'enter' | 'goal' | 'until', z.ZodType>;
