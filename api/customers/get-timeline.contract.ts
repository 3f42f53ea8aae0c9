import { z } from 'zod';
import { audienceId, segmentId } from '../../domain/ids.schema.ts';
import { loyaltyFact } from '../loyalty/loyalty-fact.contract.ts';
import { json, type Contract } from '../http/contract.ts';
import { customerParam, givenTime, nextCursor, pageFields, playbookVersion, score, time } from '../http/fields.ts';
import { factNamed, nothing, takenBy } from './fact-named.contract.ts';
import { timelineCommon as common, timelineEvent as event } from './timeline-event.contract.ts';
import { moveCause } from '../segments/get-moves.contract.ts';

const stage = z.enum(['overdue', 'lapsed']);

const decision = z
  .strictObject({
    kind: z.literal('decision').describe('What was decided'),
    ...common,
    segment: segmentId.nullable().describe('Where they are after it'),
    score: score.nullable().describe('The score after it, such as R5F4M3; null: there is none'),
    move: z
      .strictObject({
        from: segmentId.nullable().describe('Null: from no segment'),
        to: segmentId.nullable().describe('Null: into no segment'),
        cause: moveCause,
      })
      .optional()
      .describe('Left out where they stay in their segment'),
    silence: stage.optional().describe('The stage of silence that began'),
    silenceBy: z
      .strictObject({
        by: z.enum(['rhythm', 'first-gap', 'fixed']).describe('Their own rhythm, how long others took, or fixed days'),
        chance: z.number().optional().describe('Of a purchase within 90 days, from 0 to 1'),
      })
      .optional()
      .describe('By what that stage began'),
    others: z.array(z.string()).optional().describe('Sentences of the text that no other field tells'),
    notGranted: z
      .array(z.enum(['unknown-pool', 'paused', 'over', 'empty', 'given-up']))
      .optional()
      .describe('Why coupons were not granted, one of these for each; their sentences are in others'),
    took: z
      .array(
        z.strictObject({
          type: z.string().describe('Of events'),
          nothing: nothing.optional().describe('Why nothing came of them; left out: something did'),
        }),
      )
      .describe('The same as noted, in parts'),
    noted: z.array(z.string()).describe('Types of the events that were taken, and in brackets why nothing came of one'),
    returned: z
      .array(
        z.strictObject({
          stage: stage.describe('Which one'),
          at: time.describe('When it began'),
          days: z.int().describe('How many days later they bought'),
        }),
      )
      .optional()
      .describe('Stages of silence that ended by a purchase'),
    audiences: z
      .array(
        z.strictObject({
          audience: audienceId.describe('Its id'),
          is: z.enum(['entered', 'left']).describe('Whether they came into it or went out of it'),
        }),
      )
      .optional()
      .describe('Audiences that they entered or left; left out where there is none'),
    loyalty: z
      .array(loyaltyFact)
      .optional()
      .describe('What became of their points and their tier; left out where nothing did'),
    journeys: z
      .array(
        z.strictObject({
          what: z
            .enum([
              'entered',
              'waiting',
              'passed',
              'skipped',
              'paused',
              'resumed',
              'draining',
              'relocated',
              'left',
              'converted',
              'matured',
              'opened',
              'clicked',
              'reacted',
              'attempted',
              'passed-over',
              'refused',
              'sending',
              'sent',
              'failed',
              'unknown',
            ])
            .describe(
              'paused: the journey was paused, and they are held. relocated: they passed to another version. A step that decided a message is ' +
                'sending, sent, failed, unknown or skipped, and never just passed. One whose banner or toast could not be shown has failed. ' +
                'converted: the goal of a journey was reached in time. matured: that time is over. ' +
                'opened, clicked: the message of the step, for the first time. attempted, passed-over: of a step with several channels, the one that has its turn, and one that has none. reacted: they did what counts as a reaction to its message',
            ),
          journey: z.string().describe('Its id'),
          step: z.string().optional().describe('The step it is about'),
          text: z.string().describe('The same in a sentence'),
          named: factNamed.optional(),
        }),
      )
      .describe('What happened in journeys'),
    effects: z
      .array(
        z.strictObject({
          kind: z.string().describe('Such as sendMessage or showPlacement'),
          key: z.string().describe('A name of its own, which never changes: it happens at most once'),
        }),
      )
      .describe('Messages and banners that followed'),
    playbook: playbookVersion,
  })
  .meta({ id: 'TimelineDecision', description: 'What was decided at one instant' });

const send = z
  .strictObject({
    kind: z.literal('send').describe('What became of a message'),
    ...common,
    channel: z.string().describe('Such as email'),
    template: z
      .strictObject({
        id: z.string().describe('Of the template'),
        version: z.int().describe('Of the template'),
        variant: z.string().describe('The one that was chosen for this customer'),
        language: z.string().describe('The one of its languages that was chosen'),
      })
      .optional()
      .describe('What it said, where its step names a template'),
    journey: z.string().describe('The journey that sent it'),
    version: z.int().describe('Of that journey'),
    step: z.string().describe('The step that sent it'),
    state: z
      .enum(['sending', 'retry', 'sent', 'failed', 'unknown', 'skipped'])
      .describe('unknown: it may have arrived, and is not sent again. skipped: see reason'),
    taken: takenBy.optional(),
    reason: z.string().optional().describe('Why it is not sent'),
  })
  .meta({ id: 'TimelineSend', description: 'A message' });

export const timelineEntries = z
  .array(
    z
      .discriminatedUnion('kind', [event, decision, send])
      .meta({ id: 'TimelineEntry', description: 'Its kind says which fields it has' }),
  )
  .describe('Newest first');

export const getTimelineContract = {
  method: 'get',
  path: '/v1/customers/:id/timeline',
  summary: 'Everything that happened to a customer, with reasons',
  scope: 'marketer',
  role: 'any',
  input: {
    params: z.strictObject({ id: customerParam }),
    query: z.strictObject({
      until: givenTime.optional().describe('Only what happened at this time or before'),
      ...pageFields(200, 50),
    }),
  },
  output: {
    200: json(
      'Newest first: events as they came, what was decided, and what became of messages.',
      z.strictObject({
        asOf: time,
        entries: timelineEntries,
        next: nextCursor,
      }),
    ),
  },
  problems: ['not-found'],
} as const satisfies Contract;
