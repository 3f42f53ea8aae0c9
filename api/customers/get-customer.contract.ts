import { z } from 'zod';
import { attributeValue } from '../../domain/attributes/attribute.schema.ts';
import { audienceId, segmentId } from '../../domain/ids.schema.ts';
import { payload } from '../../domain/journey/payload.schema.ts';
import { goal, trigger } from '../../domain/journey/triggers/index.ts';
import { json, type Contract } from '../http/contract.ts';
import { customerParam, givenTime, money, playbookVersion, score, time } from '../http/fields.ts';
import { quarantineEntry } from '../events/get-quarantine.contract.ts';
import { nextChange } from './next-named.contract.ts';
import { silenceReason, trajectoryRead } from './reasons.contract.ts';
import { waitingRefund } from './refund.contract.ts';
import { awaited } from './awaited.contract.ts';

const oneToNine = z.int().min(1).max(9);
const stage = z.enum(['none', 'active', 'overdue', 'lapsed']);

const why = z
  .strictObject({
    of: z.enum(['recency', 'frequency', 'money']).describe('Which score'),
    score: oneToNine.nullable().describe('From 1 up, higher is better; null: there is no such score'),
    value: z.int().describe('Days since the last purchase, orders, or minor units'),
    cut: z.number().nullable().describe('The limit that was met; null where none was'),
    text: z.string().describe('The same in a sentence'),
  })
  .meta({ id: 'ScoreReason', description: 'Why a score is what it is' });

const because = z.string().describe('Why, in a sentence');
const scoreBy = z
  .enum(['recency', 'window'])
  .describe('The same by name: the last purchase grows too old for its score, or a purchase leaves the rolling window');
const when = z
  .strictObject({
    next: nextChange.nullable().describe('The next change of any kind'),
    move: z
      .strictObject({ at: time, to: segmentId.describe('The segment they will be in'), by: scoreBy, because })
      .nullable()
      .describe('The next change of segment'),
    score: z
      .strictObject({
        at: time,
        score,
        segment: segmentId.nullable().describe('The segment they will be in then'),
        by: scoreBy,
        because,
      })
      .nullable()
      .describe('The next change of score'),
    silence: z
      .strictObject({
        stage: stage.describe('none: nothing was bought yet; active; overdue; lapsed'),
        overdueAt: time.nullable().describe('When they become, or became, overdue'),
        lapsedAt: time.nullable().describe('When they lapse, or lapsed'),
        because: z.string().nullable().describe('What the two instants were computed from'),
        reason: silenceReason.nullable().describe('The same by name, with its numbers'),
        next: z
          .strictObject({
            at: time,
            stage: z.enum(['overdue', 'lapsed']).describe('The stage that begins then'),
            valueAtStake: money.describe(
              'What they would be expected to spend in the 90 days from then on, minor units',
            ),
          })
          .nullable()
          .describe('The next stage; null: there is none'),
      })
      .describe('Where they stand in silence'),
  })
  .meta({ id: 'WhatComesNext', description: 'What time alone will change, and when' });

const inside = z
  .strictObject({
    journey: z.string().describe('Its id'),
    name: z.string().describe('For people'),
    version: z.int().describe('The version they entered, and finish on'),
    entered: z.int().describe('How often they have entered it, this time included: 1 for the first'),
    key: z
      .string()
      .optional()
      .describe('Which one of those that may be inside at once, such as an order; see per of enter'),
    entry: payload.optional().describe('What came with them, where they were asked in by name'),
    enteredAt: time.describe('When they entered'),
    step: z.string().describe('The step they are at'),
    since: time.describe('When they reached it'),
    waits: z
      .strictObject({
        for: z.string().describe('In words'),
        ...awaited,
        until: time.nullable().describe('When it is over at the latest; null: only something that happens ends it'),
      })
      .describe('What they wait for'),
    leavesOn: z.array(z.string()).describe('What takes them out at once, whatever they wait for'),
    leaves: z
      .strictObject({
        on: z.array(z.union([trigger, goal])).describe('What happens, or stays away'),
        bound: z.array(segmentId).optional().describe('Or that they move out of these segments'),
      })
      .describe('The same, as the journey says it'),
  })
  .meta({ id: 'Enrolment', description: 'A journey that a customer is inside of' });

const membership = z
  .strictObject({
    id: audienceId.describe('Of the audience'),
    name: z.string().describe('For people'),
    since: time.describe('In it since'),
  })
  .meta({ id: 'Membership', description: 'An audience that a customer is in' });

export const getCustomerContract = {
  method: 'get',
  path: '/v1/customers/:id',
  summary: 'Where a customer stands, why, and what comes next',
  scope: 'marketer',
  role: 'any',
  input: {
    params: z.strictObject({ id: customerParam }),
    query: z.strictObject({
      at: givenTime.optional().describe('As of this past instant: what was known then, by the rules in force then'),
    }),
  },
  output: {
    200: json(
      'What time alone will change is exact to the millisecond.',
      z
        .strictObject({
          id: z.string().describe('As your events name them'),
          asOf: time.describe('The instant for which everything in the reply holds'),
          segment: segmentId.nullable().describe('Null: there is no score yet'),
          score: score.nullable().describe('Such as R5F4M3; null: there is none yet'),
          since: time.nullable().describe('In this segment since'),
          previousSegment: segmentId.nullable().describe('Null: they have never been in another'),
          why: z.array(why).describe('Each score with its reason; empty while there is no score'),
          when: when.describe('What time alone will change'),
          audiences: z.array(membership).describe('Audiences they are in, by id'),
          inside: z.array(inside).describe('Journeys they are inside of'),
          trajectory: z
            .strictObject({
              is: z
                .enum(['growing', 'steady', 'declining', 'new'])
                .describe('new: there is no earlier period to compare with'),
              because,
              read: trajectoryRead,
            })
            .nullable()
            .describe('Where the customer is heading: one period against the one before it'),
          totals: z
            .strictObject({
              orders: z.int().describe('Within the rolling window'),
              revenue: money.describe('Within the rolling window, minor units'),
              windowDays: z.int().nullable().describe('null: the whole life'),
              ordersEver: z.int().describe('Over the whole life'),
              revenueEver: money.describe('Over the whole life, minor units'),
              firstPurchaseAt: time
                .nullable()
                .describe('Null: nothing was bought, or a summary does not say when it was first'),
              lastPurchaseAt: time.nullable().describe('Null: nothing was bought'),
            })
            .describe('What they bought'),
          waitingRefunds: z
            .array(waitingRefund)
            .describe('Refunds whose order is not known of this customer: nothing was taken off so far'),
          outlook: z
            .strictObject({
              purchases: z.number().describe('Days with a purchase expected within 90 days'),
              revenue: money.describe('Expected within 90 days, minor units'),
              by: z.enum(['model', 'pace']).describe('The fitted model, or as much as lately'),
              alive: z.number().nullable().describe('Chance of still being a customer; null without a fitted model'),
            })
            .describe('What is expected of them'),
          rules: z
            .strictObject({
              playbook: playbookVersion,
              scoring: z.int().describe('Version of the scoring model this customer lives under'),
              silence: z.int().describe('Version of the rules of silence'),
            })
            .describe('By which rules this was decided'),
          engagedAt: time.nullable().describe('Last sign of life that is not a purchase'),
          attributes: z
            .record(
              z.string(),
              z
                .strictObject({
                  value: attributeValue.describe('As it was stated; instants in UTC'),
                  at: time.describe('When that was stated'),
                })
                .meta({ id: 'Attribute', description: 'What was stated last of one attribute' }),
            )
            .describe('What is known of them, by name; at most 50'),
          email: z.enum(['granted', 'withdrawn', 'none']).describe('Consent to e-mail'),
          timezone: z.string().nullable().describe('Their own IANA time zone; null: that of the workspace counts'),
          setAside: z.array(quarantineEntry).describe('What could not be decided on; newest first, at most 20'),
          workflow: z
            .strictObject({
              id: z.string().describe('Its workflow id'),
              url: z.string().nullable().describe('Its address there; null where TEMPORAL_UI_URL is not set'),
            })
            .describe("The customer's workflow, and where operators see it in Temporal's own page"),
        })
        .meta({ id: 'Customer', description: 'A customer at one instant' }),
    ),
  },
  problems: ['not-found', 'past-not-kept'],
} as const satisfies Contract;
