import { z } from 'zod';
import { time } from '../http/fields.ts';
import { fitJob } from '../jobs/job.contract.ts';
import { shares } from './back-test.contract.ts';
import { fitCosts } from './fit-options.contract.ts';

const schedule = z
  .strictObject({
    every: z.string().describe('As it was set'),
    setAt: time.describe('Fits come one interval later, and so on; wall clock'),
    inTemporal: z.boolean().describe('False: Temporal did not answer; it is told within a minute of its return'),
    next: z
      .array(time)
      .nullable()
      .describe('Next times; empty while an operator has paused it; null: Temporal does not say'),
    falseAlarms: shares.nullable().describe('null: see costs; without these, as many as the fixed days in force make'),
    costs: fitCosts.nullable().describe('As they were set'),
    bySegment: z.array(shares.extend({ segment: z.string().describe('Its id') })).describe('Shares of their own'),
    floorDays: z.int().describe('No silence is shorter'),
    capDays: z.int().describe('No silence is longer'),
  })
  .meta({ id: 'FitSchedule', description: 'When fits come by themselves, and what is wanted of them' });

export const silenceSchedule = z.strictObject({
  schedule: schedule.nullable().describe('null: no fit comes by itself'),
  job: fitJob.nullable().describe('The last fit, whoever began it; null: there has not been any'),
});
