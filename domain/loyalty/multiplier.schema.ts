import { z } from 'zod';
import { ofKind } from '../input/shape-sentences.ts';

/** Half of what a product with 100 may be off. */
const SLACK = 1e-9;

export const multiplier = z
  .number(ofKind('a number'))
  .min(0, 'at least 0')
  .max(100, 'at most 100')
  .refine((value) => Math.abs(value * 100 - Math.round(value * 100)) < SLACK, 'at most two digits after the point')
  .meta({ id: 'Multiplier', description: 'How many times as many points; at most two digits after the point' });
