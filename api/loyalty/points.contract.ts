import { z } from 'zod';
import { tierId } from '../../domain/ids.schema.ts';
import { customerParam, time } from '../http/fields.ts';
import { MOST_POINTS } from '../../domain/loyalty/points.schema.ts';
import { ofKind } from '../../domain/input/shape-sentences.ts';

/** What the calls about the points of one customer share. */

export const pointsParams = z.strictObject({ id: customerParam });

const KEY = /^[A-Za-z0-9._-]{1,100}$/;

export const pointsKeyField = z
  .string()
  .regex(KEY, 'a key is 1 to 100 letters, digits, dots, hyphens or underscores')
  .describe('Your own name for this request: the same key again is answered as the first time, and changes nothing');

export const wholePoints = z
  .int(ofKind('a whole number of points'))
  .max(MOST_POINTS, `at most ${MOST_POINTS} points at once`);

export const points = z.int().describe('Whole points');

export const pointsAnswer = z.strictObject({
  status: z
    .enum(['accepted', 'insufficient', 'nothing-spent'])
    .describe(
      'insufficient: there were not so many. nothing-spent: no spending of that key took anything, or it was given back before. Nothing has changed by either',
    ),
  active: points.describe('What can be spent after it'),
  asOf: time,
});

export const day = z.iso.date().describe('A calendar day of the workspace');

export const tierStanding = z
  .strictObject({
    held: z
      .strictObject({
        id: tierId.describe('Of the tier'),
        name: z.string().describe('As customers read it'),
        since: day,
        until: day.nullable().describe('The first day on which it is looked at again; null: it has no end'),
        lost: day.nullable().describe('The first day without it, if nothing more is done; null: it is kept'),
        inGrace: z.boolean().describe('Whether only its grace still keeps it'),
      })
      .nullable()
      .describe('Null: no tier is reached yet'),
    value: z.int().describe('What the metric of the tiers has come to in its window'),
    next: z
      .strictObject({
        id: tierId.describe('Of the tier'),
        name: z.string().describe('As customers read it'),
        missing: z.int().describe('So much more of the metric reaches it'),
      })
      .nullable()
      .describe('The tier above; null: there is none'),
  })
  .meta({ id: 'TierStanding', description: 'Where a customer stands on the ladder of tiers' });
