import { z } from 'zod';
import { ofKind } from '../../input/shape-sentences.ts';
import { reward } from '../rewards/index.ts';

/** Whoever has not bought within a year was brought by something else. */
const LONGEST_WINDOW = 365;
const LONGEST_RETURN = 180;
const MOST_REWARDS = 5;
/** The state of a customer keeps a day for each. */
const MOST_PER_YEAR = 200;

const whole = (what: string) => z.int(ofKind(`a whole number of ${what}`));
const rewards = z.array(reward).max(MOST_REWARDS, `at most ${MOST_REWARDS} rewards`).default([]);

/** As the programme declares it. */
export const referral = z
  .strictObject({
    referrer: rewards.describe('What whoever brings somebody gets'),
    referred: rewards.describe('What whoever was brought gets'),
    windowDays: whole('days')
      .min(1, 'at least 1 day')
      .max(LONGEST_WINDOW, `at most ${LONGEST_WINDOW} days`)
      .default(30)
      .describe('An order counts within so many days of 24 hours after they were brought'),
    minOrder: whole('minor units')
      .min(1, 'at least 1 minor unit')
      .default(1)
      .describe('The first order that comes to so much counts, less what of it was refunded'),
    pendingDays: whole('days')
      .min(0, 'at least 0')
      .max(LONGEST_RETURN, `at most ${LONGEST_RETURN} days`)
      .default(14)
      .describe('Nobody gets anything before so many days after the order, in which a refund of it takes it all back'),
    mostPerYear: whole('customers')
      .min(1, 'at least 1')
      .max(MOST_PER_YEAR, `at most ${MOST_PER_YEAR}`)
      .default(20)
      .describe(
        'For so many within 365 days somebody is rewarded; those they bring beyond that get theirs all the same',
      ),
  })
  .meta({
    id: 'Referral',
    description: 'What customers get who bring others, and those who are brought: once, for the first order',
  });

export type Referral = z.infer<typeof referral>;
