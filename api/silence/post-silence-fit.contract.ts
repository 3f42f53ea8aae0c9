import { z } from 'zod';
import { json, type Contract } from '../http/contract.ts';
import { fitJob } from '../jobs/job.contract.ts';
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

const body = z
  .strictObject({
    publish: z
      .boolean()
      .default(true)
      .describe('Put the choice in force, and wake the customers for whom it changes something'),
    falseAlarms: wantedShares
      .optional()
      .describe(
        'What calling customers late may cost. Left out, and without costs: as many false alarms as the fixed days in force make',
      ),
    costs: z
      .strictObject({
        message: cost.describe('Of one message, minor units'),
        annoyance: cost.describe('Of one customer who is called late without need'),
        day: cost.describe('Of each day by which somebody who is gone is called later'),
      })
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

export const postSilenceFitContract = {
  method: 'post',
  path: '/v1/silence/fit',
  summary: 'Learn the rhythm of this base',
  description:
    'Reads on which days everybody bought, fits how they buy and leave (MBG/NBD, else Gamma–Poisson), and holds every rule of silence ' +
    'against fixed days on the past of this base. A rule comes into force only where it calls those who are gone earlier for certain, at ' +
    'equally many false alarms, on silences that were not looked at to choose it; else fixed days stay, tuned to the share that is wanted. ' +
    'It happens in the background: watch the job. It needs 328 days of history; where the past says too little, the rules in force stay, and ' +
    'the job says what is missing. Where a fit is under way already, the answer is that one.',
  scope: 'marketer',
  input: { body: body.prefault({}) },
  output: { 202: json('The job.', z.strictObject({ job: fitJob })) },
  example: { falseAlarms: { overdue: 0.17 } },
} as const satisfies Contract;
