import { z } from 'zod';

const rule = z.enum(['fixed', 'alive', 'returns', 'worth', 'gap', 'own-gap', 'hazard']).meta({
  id: 'SilenceRuleName',
  description:
    'fixed: days for everybody; alive: a limit on the chance of still being a customer; returns: on the chance of an order within 90 days; ' +
    'worth: on the odds of still being a customer times the orders expected; gap: on the share of gaps that last longer; ' +
    'own-gap: a multiple of the own mean gap; hazard: as returns, learned week by week from what the base shows',
});

export const share = z.number().gt(0).lt(1);

/** Shares of false alarms, as a caller wants them or as they were chosen. */
export const shares = z.strictObject({
  overdue: z.number().describe('Of those called overdue, the share that would have come back anyway, from 0 to 1'),
  lapsed: z.number().describe('The same for lapsed'),
});

const number = z.number().nullable();

const interval = z
  .strictObject({
    value: number.describe('Days earlier than fixed days; negative: later'),
    low: number.describe('In 95 of 100 samples of customers it lies from here'),
    high: number.describe('up to here'),
  })
  .meta({ id: 'DaysEarlier', description: 'By how much a rule calls the gone earlier at equally many false alarms' });

const figures = z
  .strictObject({
    earlier: interval.describe('By how much it calls the gone earlier at equally many false alarms'),
    auc: number.describe('How well it ranks who buys within 90 days: 0.5 is chance, 1 is always right'),
  })
  .meta({ id: 'RuleFigures', description: 'A rule held against fixed days on some origins' });

const ruleFigures = z.strictObject({
  rule,
  origins: z
    .array(figures.nullable())
    .describe('One for each origin; null where the rule could not be learned by then'),
  chosenOn: figures.describe('Of the earlier origins, on which the rule is chosen'),
  heldBack: figures.describe('Of the later origins, which judge the choice'),
  calibrationError: number.describe('Mean distance between predicted chance and share of orders, held back origins'),
  tenths: z
    .array(
      z.strictObject({
        predicted: z.number().describe('Mean chance that was predicted'),
        happened: z.number().describe('Share that ordered'),
        customers: z.int().describe('How many these are'),
      }),
    )
    .describe('Tenths of the held back silences, by predicted chance'),
});

const point = z.strictObject({
  share: z.number().describe('Of those called, the share that came back'),
  days: z.number().describe('Mean days after the last purchase at which the gone are called'),
  calls: z.number().describe('Called, of 1,000 silences'),
});

/** What rules would have done to silences of the past. */
export const backTest = z
  .strictObject({
    done: z.boolean().describe('False where the past is too short, or shows too little'),
    because: z.string().describe('What came of it, in a sentence'),
    winner: rule.nullable().describe('What comes into force; null: the rules in force stay'),
    shares: shares.nullable().describe('The shares of false alarms that limits were set by; null: none were set'),
    followUpDays: z.int().nullable().describe('For how long each silence was followed'),
    origins: z
      .array(
        z.strictObject({
          day: z.iso.date().describe('Local day of the workspace'),
          heldBack: z.boolean().describe('Whether it judges the choice'),
        }),
      )
      .describe('The last days that the rules knew of'),
    fixed: z
      .strictObject({
        days: z.int().describe('Fixed days that rules are held against'),
        share: z.number().describe('Of those called by them, the share that came back'),
        silences: z.int().describe('Silences of regular customers that judge'),
        returned: z.int().describe('Of these, ended by a purchase within the follow-up'),
        gone: z.int().describe('All others'),
      })
      .nullable()
      .describe('null: nothing was held against them'),
    rules: z.array(ruleFigures).describe('Every rule that could be tried'),
    untried: z
      .array(z.strictObject({ rule, because: z.string().describe('Why it could not be learned') }))
      .describe('All others'),
    curves: z
      .array(z.strictObject({ rule, points: z.array(point).describe('From the latest call to the earliest') }))
      .describe('False alarms against days, of the winner and of fixed days'),
  })
  .meta({ id: 'BackTest', description: 'Rules of silence held against fixed days on the past of this base' });

const levels = {
  overdue: z.number().describe('The level at which somebody is overdue, as the rule counts it'),
  lapsed: z.number().describe('The level at which they have lapsed'),
};

/** The rule in force, for regular customers. */
export const silenceRule = z
  .strictObject({
    rule,
    says: z.string().describe('What it limits'),
    ...levels,
    chances: shares
      .nullable()
      .describe('The chance of an order within 90 days at these levels, as measured; null: it was not'),
    bySegment: z
      .array(z.strictObject({ segment: z.string().describe('Its id'), ...levels }))
      .describe('Levels of their own for whoever was in a segment right after their last purchase'),
    floorDays: z.int().describe('No silence is shorter'),
    capDays: z.int().describe('No silence is longer'),
  })
  .meta({ id: 'SilenceRule', description: 'The rule that won on the past of this base' });
