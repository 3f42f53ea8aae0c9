import { z } from 'zod';
import { backTest } from './back-test.contract.ts';
import { money, playbookVersion, time } from '../http/fields.ts';

const numbers = z
  .record(z.string(), z.number())
  .describe('mbg-nbd: r, alpha, a, b; gamma-poisson: r, alpha; spend: p, q, v. alpha is in weeks, v in minor units');

const firstGap = z
  .strictObject({
    overdueDays: z.int().describe('80 % of those who came back a second time had by then'),
    lapsedDays: z.int().describe('95 % of them had'),
    gaps: z.int().describe('How many gaps that is known from'),
  })
  .nullable()
  .describe('From the first to the second buying day: what one-time buyers are measured by; null: by fixed days');

/** The rhythm of a base, as it is or can be in force. */
export const rhythm = z
  .strictObject({
    by: z.enum(['mbg-nbd', 'gamma-poisson']).describe('The model'),
    parameters: numbers,
    overdue: z
      .number()
      .nullable()
      .describe(
        'Fits of 0.4.0 and earlier. mbg-nbd: the chance of still being a customer at which the stage begins; gamma-poisson: the share of gaps that are over. null: the rule of the model says so',
      ),
    lapsed: z.number().nullable().describe('The same for lapsed'),
    fittedAt: time,
    customers: z.int().describe('Customers it was learned from'),
    repeaters: z.int().describe('Customers who bought on more than one day'),
    floorDays: z.int().describe('No silence is shorter'),
    capDays: z.int().describe('No silence is longer'),
    firstGap,
    spend: numbers.nullable().describe('Gamma–Gamma; null: drawn towards meanOrder instead'),
    meanOrder: money.describe('Mean revenue of a day with orders, minor units'),
  })
  .meta({ id: 'Rhythm', description: 'How a base buys and leaves' });

export const outcome = z
  .strictObject({
    by: z.enum(['mbg-nbd', 'gamma-poisson', 'gamma-gamma']).describe('The model'),
    accepted: z.boolean().describe('Whether it can be trusted'),
    parameters: numbers.optional(),
    standardErrors: z
      .record(z.string(), z.number().nullable())
      .optional()
      .describe('Of the parameters; null: it cannot be told'),
    logLikelihood: z.number().optional().describe('At the maximum that was found'),
    customers: z.int().optional().describe('Customers it was learned from'),
    repeaters: z.int().optional().describe('Customers who bought on more than one day'),
    code: z
      .enum(['too-little-data', 'degenerate', 'at-bound', 'not-converged', 'correlated'])
      .optional()
      .describe('Why it was refused; this never changes, sentences may'),
    because: z.string().optional().describe('Why it was refused'),
    shortfalls: z
      .array(
        z.strictObject({
          what: z.string().describe('Such as customers'),
          needed: z.int().describe('How many it takes'),
          found: z.int().describe('How many there are'),
        }),
      )
      .optional()
      .describe('What the base lacks, and how far it is'),
  })
  .meta({ id: 'FitOutcome', description: 'What became of one attempt to fit' });

export const fitResult = z.strictObject({
  asOf: time,
  customers: z.int().describe('Customers whose buying days are known'),
  repeaters: z.int().describe('Customers who bought on more than one day'),
  summaries: z.int().describe('Left out: a summary does not say on which days they bought'),
  accepted: z.boolean().describe('Whether one of the fits can be trusted'),
  tried: z.array(outcome).describe('In the order tried; the last one counts'),
  gaps: z.int().describe('Gaps from a first to a second buying day that were seen'),
  gapsNeeded: z.int().describe('How many of these it takes'),
  spend: outcome.nullable().describe('The fit of what people spend; null: it was not tried'),
  backTest: backTest
    .nullable()
    .describe('Which rule of silence is better on the past of this base; null: a fit of 0.4.0 or earlier'),
  rhythm: rhythm.nullable().describe('What was learned; null: every fit was refused'),
  published: z
    .strictObject({
      silence: z.int().describe('Version of the rules of silence'),
      playbook: playbookVersion,
      rollout: z.string().describe('The job that rolls it out'),
    })
    .nullable()
    .describe('What was put in force; null: nothing was'),
});
