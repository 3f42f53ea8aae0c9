import { z } from 'zod';
import { CHANNELS } from '../../domain/channels/channel.ts';
import { IN_VAIN } from '../../domain/events/outcome.ts';
import { segmentId } from '../../domain/ids.schema.ts';
import { anyJson, time } from '../http/fields.ts';

/** Why a message was not sent. */
const skipReason = z
  .enum([
    'capped',
    'capped-by-channel',
    'capped-by-category',
    'quiet-hours',
    'no-consent',
    'no-coupon',
    'not-reachable',
    'holdout',
    'no-template',
    'priority',
  ])
  .describe('Why there was no message, by name');

/** Why nothing came of an event. */
export const nothing = z.enum(IN_VAIN).describe('As the outcome of the event says it');

export const takenBy = z
  .enum(['provider', 'delivered', 'undelivered'])
  .describe('Of a message that did not go by mail: taken by its provider, and what became of it where that is known');

/** What a sentence about a journey says, in parts. */
export const factNamed = z
  .strictObject({
    version: z.int().optional().describe('Of the journey, where somebody entered it, has to finish it or passed to it'),
    key: z
      .string()
      .optional()
      .describe('Which one of those that may be inside at once, where somebody entered or did not'),
    refused: z
      .enum([
        'paused',
        'archived',
        'draining',
        'held-out',
        'inside',
        'again',
        'too-many',
        'no-key',
        'condition',
        'not-live',
        'segment',
        'loop',
      ])
      .optional()
      .describe('Why they did not enter'),
    waits: z
      .enum(['step', 'effect', 'reaction', 'quiet-hours', 'priority', 'turn'])
      .optional()
      .describe('For what they wait: time or something that happens, a webhook, a reaction, or that a message may go'),
    until: time.optional().describe('Until when they wait, or have to finish, at the latest'),
    took: z.string().optional().describe('The way they took'),
    said: z
      .strictObject({ name: z.string().describe('Of it'), value: anyJson.describe('Null: it is removed') })
      .optional()
      .describe('The attribute that the step said'),
    skipped: skipReason.optional(),
    channel: z.enum(CHANNELS).optional().describe('The channel that it is about'),
    best: z.number().optional().describe('How likely a reaction on the best channel is, 0 to 1, where that goes first'),
    follows: z
      .strictObject({
        channel: z.enum(CHANNELS).describe('The channel before it'),
        because: z.enum(['no-reaction', 'no-consent', 'not-reachable']).describe('Why it brought nothing'),
        waited: z.int().describe('Milliseconds since the message on it'),
      })
      .optional()
      .describe('What a further channel of a step follows'),
    reaction: z.enum(['open', 'click', 'reply', 'purchase', 'visit']).optional().describe('How they reacted'),
    left: z
      .enum(['end', 'stop', 'exit', 'goal', 'segment', 'step-gone', 'archived', 'drained', 'relocated', 'limit'])
      .optional()
      .describe('Why they left'),
    reason: z.string().optional().describe('What the step says that ended it'),
    to: segmentId.nullable().optional().describe('The segment that they moved to, where that took them out'),
    from: z
      .strictObject({
        version: z.int().describe('The earlier one'),
        step: z.string().describe('Where they were in it'),
      })
      .optional()
      .describe('Where they passed to another version'),
    reached: z.boolean().optional().describe('Whether the goal was reached when its time was over'),
    arm: z.string().optional().describe('Of the split step that is measured'),
    heldOut: z.literal(true).optional().describe('They were held out of the journey'),
    taken: takenBy.optional(),
    queued: z.literal(true).optional().describe('The message waits for its turn'),
  })
  .meta({ id: 'FactNamed', description: 'What the sentence says, in parts; which there are depends on what it tells' });
