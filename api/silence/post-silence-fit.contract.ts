import { z } from 'zod';
import { json, type Contract } from '../http/contract.ts';
import { fitJob } from '../jobs/job.contract.ts';

const chance = z.number().gt(0).lt(1);
const share = z.number().gt(0).lt(1);
const days = z.int().max(3_650);

const body = z
  .strictObject({
    publish: z
      .boolean()
      .default(true)
      .describe('Put an accepted fit in force, and wake the customers for whom it changes something'),
    overdue: chance.default(0.5).describe('The chance of still being a customer at which somebody is overdue'),
    lapsed: chance.default(0.2).describe('The chance at which they have lapsed; lower than overdue'),
    gapOverdue: share
      .default(0.9)
      .describe('Where the fit knows nobody who leaves (Gamma–Poisson): the share of their gaps that are shorter'),
    gapLapsed: share.default(0.98).describe('The share at which they have lapsed; higher than gapOverdue'),
    floorDays: days.min(1).default(7).describe('No silence is shorter'),
    capDays: days.min(2).default(365).describe('No silence is longer; more than floorDays'),
  })
  .refine(({ overdue, lapsed }) => lapsed < overdue, {
    path: ['lapsed'],
    message: 'must be lower than overdue: the chance of still being a customer falls with silence',
  })
  .refine(({ gapOverdue, gapLapsed }) => gapOverdue < gapLapsed, {
    path: ['gapLapsed'],
    message: 'must be higher than gapOverdue: the longer a silence, the more gaps are shorter',
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
    'Reads on which days everybody bought and fits MBG/NBD by maximum likelihood; where that is refused, Gamma–Poisson. ' +
    'It happens in the background: watch the job. It needs 500 customers, 100 who bought on a second day, some who bought on a third, ' +
    'and 180 days of history. Where every fit is refused, the rules in force stay in force, and the job says why and how far the base is. ' +
    'Where a fit is under way already, the answer is that one.',
  scope: 'marketer',
  input: { body: body.prefault({}) },
  output: { 202: json('The job.', z.strictObject({ job: fitJob })) },
  example: { publish: true },
} as const satisfies Contract;
