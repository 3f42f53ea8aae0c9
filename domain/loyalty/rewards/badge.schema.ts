import { z } from 'zod';
import { badgeId } from '../../ids.schema.ts';

/** As the programme declares it. */
export const badge = z
  .strictObject({
    id: badgeId.describe('Rewards name it so'),
    name: z.string().min(1).max(60, 'at most 60 characters').describe('As customers read it'),
    text: z.string().max(300, 'at most 300 characters').default('').describe('What it is for, as customers read it'),
  })
  .meta({ id: 'Badge', description: 'Something that customers earn to show, once and for good' });

export type Badge = z.infer<typeof badge>;
