import { z } from 'zod';
import { reached } from '../http/fields.ts';
import { common, kindOf } from '../jobs/common.contract.ts';

const excluded = z.strictObject({
  because: z
    .string()
    .describe(
      'unknown: nobody is known by that id. except: they were to stay out. unmet: the condition of the launch does not hold. inside, again, too-many, ' +
        'no-key, condition, not-live: they do not enter. Everything else: they enter, and their message is passed over',
    ),
  customers: z.int().describe('How many'),
});

export const launchJob = z
  .strictObject({
    ...common,
    kind: kindOf('launch', 'Asking people into a journey'),
    journey: z.string().describe('Into which'),
    begunBy: z.enum(['call', 'schedule']).describe('schedule: the journey has one'),
    paused: z.boolean().describe('Whether it waits until somebody lets it go on'),
    perSecond: z.int().describe('How many are asked in a second at most'),
    dryRun: z.boolean().describe('Nobody is asked in; it is only counted'),
    became: z
      .strictObject({
        now: z.int().describe('They enter, and a message is sent at once'),
        later: z.int().describe('They enter, and quiet hours hold the message back'),
        enters: z.int().describe('They enter, and no message is due at once'),
        excluded: z.array(excluded).describe('All others, by reason: the most frequent first'),
        reach: z
          .strictObject({
            meant: z
              .int()
              .describe('Known customers whom it is meant for: neither left out nor ruled out by its condition'),
            ...reached.shape,
          })
          .nullable()
          .describe('How many of them may be sent marketing, by channel; null: of a launch before this was counted'),
      })
      .describe('What becomes of everybody, as foreseen when their turn comes; each customer counts once'),
  })
  .meta({ id: 'LaunchJob', description: 'A launch' });
