import { z } from 'zod';
import { json, type Contract } from '../http/contract.ts';
import { time } from '../http/fields.ts';
import { drift } from './drift.contract.ts';

const share = z.number().min(0).max(1).nullable();

const figures = {
  judged: z.int().describe('Times the stage began long enough ago to be judged'),
  returned: z.int().describe('Of these, how often the customer bought again in time'),
  actual: share.describe('returned ÷ judged'),
  predicted: share.describe('Mean predicted chance, of those judged that have a prediction; null: there is none'),
  withPrediction: z.int().describe('How many of those judged have a prediction'),
  open: z.int().describe('Times the stage began too recently to be judged'),
};

export const getSilenceCalibrationContract = {
  method: 'get',
  path: '/v1/silence/calibration',
  summary: 'Whether silence means what the model says',
  description:
    'Each time a stage of silence begins, the predicted chance that the customer comes back is written down; here it is compared with ' +
    'what happened. Predictions are for 90 days, so other values of days show what happened without them. At most the newest 200,000 are judged.',
  scope: 'marketer',
  role: 'any',
  input: {
    query: z.strictObject({
      days: z.coerce
        .number()
        .int()
        .min(1)
        .max(730)
        .default(90)
        .describe('How long a customer has to come back, 1 to 730'),
    }),
  },
  output: {
    200: json(
      'What became of silence.',
      z
        .strictObject({
          asOf: time,
          days: z.int().describe('How long a customer had to come back'),
          since: time.nullable().describe('Stages that began earlier are left out; null: all are looked at'),
          summary: z.string().describe('What the figures say, or why there are none yet'),
          models: z.array(z.int()).describe('Versions of the silence model under which these stages began'),
          drift: drift.nullable().describe('Of the version in force, for 90 days; null: nothing has been judged yet'),
          overall: z.strictObject(figures).describe('Both stages together'),
          stages: z
            .array(
              z.strictObject({
                stage: z.enum(['overdue', 'lapsed']).describe('Which stage'),
                ...figures,
                by: z
                  .array(
                    z.strictObject({
                      by: z
                        .enum(['rhythm', 'first-gap', 'fixed'])
                        .describe('Their own rhythm, the gap to a second purchase, or fixed days'),
                      ...figures,
                    }),
                  )
                  .describe('By what the stage was measured'),
                tenths: z
                  .array(
                    z.strictObject({
                      from: z.number().describe('Of the predicted chance, included'),
                      to: z.number().describe('Of the predicted chance, not included; the last tenth includes 1'),
                      ...figures,
                    }),
                  )
                  .describe('By the predicted chance, in tenths'),
              }),
            )
            .describe('Each stage by itself'),
        })
        .meta({ id: 'SilenceCalibration', description: 'What was predicted, against what became of it' }),
    ),
  },
} as const satisfies Contract;
