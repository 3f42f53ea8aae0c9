import { z } from 'zod';
import { share } from './back-test.contract.ts';

const MOST_SEGMENTS = 125;
const days = z.int().max(3_650);
const cost = z.int().min(0).max(1_000_000_000_000);

const wantedShares = z
  .strictObject({
    overdue: share.describe(
      'Of those called overdue, the share that would have come back anyway, such as 0.17 for one in six',
    ),
    lapsed: share.optional().describe('The same for lapsed, not higher; left out: half of it'),
  })
  .refine(({ overdue, lapsed = 0 }) => lapsed <= overdue, {
    path: ['lapsed'],
    message: 'must not be higher than overdue: who has lapsed is called later',
  });

/** From which the share of false alarms follows. */
export const fitCosts = z.strictObject({
  message: cost.describe('Of one message, minor units'),
  annoyance: cost.describe('Of one customer who is called late without need'),
  day: cost.describe('Of each day by which somebody who is gone is called later'),
});

/** What is wanted of a fit, whoever begins it. */
export const fitOptions = z
  .strictObject({
    falseAlarms: wantedShares
      .optional()
      .describe(
        'What calling customers late may cost. Left out, and without costs: as many false alarms as the fixed days in force make',
      ),
    costs: fitCosts
      .optional()
      .describe('In place of falseAlarms: the share of false alarms at which all of it costs least'),
    bySegment: z
      .record(z.string().max(64), wantedShares)
      .refine((segments) => Object.keys(segments).length <= MOST_SEGMENTS, `at most ${MOST_SEGMENTS} segments`)
      .default({})
      .describe('Shares of their own, by the id of the segment that somebody is in right after their last purchase'),
    floorDays: days.min(1).default(7).describe('No silence is shorter'),
    capDays: days.min(2).default(365).describe('No silence is longer; more than floorDays'),
  })
  .refine(({ falseAlarms, costs }) => falseAlarms === undefined || costs === undefined, {
    path: ['costs'],
    message: 'say either falseAlarms or costs: one follows from the other',
  })
  .refine(({ costs }) => costs === undefined || costs.message + costs.annoyance + costs.day > 0, {
    path: ['costs'],
    message: 'must not all be 0: then every share costs the same',
  })
  .refine(({ floorDays, capDays }) => floorDays < capDays, {
    path: ['capDays'],
    message: 'must be more than floorDays',
  });
