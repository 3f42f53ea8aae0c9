import { z } from 'zod';
import { json, type Contract } from '../http/contract.ts';
import { fitJob } from '../jobs/job.contract.ts';
import { fitOptions } from './fit-options.contract.ts';

const body = fitOptions.safeExtend({
  publish: z
    .boolean()
    .default(true)
    .describe('Put the choice in force, and wake the customers for whom it changes something'),
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
  role: 'marketer',
  audit: 'silence',
  input: { body: body.prefault({}) },
  output: { 202: json('The job.', z.strictObject({ job: fitJob })) },
  example: { falseAlarms: { overdue: 0.17 } },
} as const satisfies Contract;
