import { z } from 'zod';
import { CHANNELS, PURPOSES } from '../../domain/channels/channel.ts';
import { anyJson, money, time } from '../http/fields.ts';

const said = z
  .array(
    z.strictObject({
      name: z.string().describe('Of the attribute'),
      value: anyJson.describe('Null: it is removed'),
    }),
  )
  .describe('What was said of attributes');

/** What a sentence about an event says, in parts. */
export const eventNamed = z
  .discriminatedUnion('of', [
    z.strictObject({
      of: z.literal('profile').describe('Consents, the time zone, and whether there are addresses'),
      consents: z
        .array(
          z.strictObject({
            channel: z.enum(CHANNELS).describe('On which channel'),
            purpose: z.enum(PURPOSES).describe('To what kind of message'),
            granted: z.boolean().describe('false: it was withdrawn'),
          }),
        )
        .describe('Consents that were said'),
      timezone: z.string().nullable().optional().describe('Null: none of their own any more'),
      addresses: z
        .array(
          z.strictObject({
            channel: z.enum(CHANNELS).describe('On which channel'),
            known: z.boolean().describe('false: it was forgotten'),
          }),
        )
        .describe('Whether there is an address; never the address'),
    }),
    z.strictObject({
      of: z.literal('summary').describe('Totals up to one time'),
      actions: z.int().describe('How many actions they count'),
      worth: money.describe('Of these actions, minor units'),
      last: time.describe('When the last of them was'),
    }),
    z.strictObject({
      of: z.literal('attributes').describe('What is known besides'),
      all: z.boolean().describe('Whether others hold no more'),
      said,
    }),
    z.strictObject({
      of: z.literal('webhook').describe('What became of a webhook of a journey'),
      journey: z.string().describe('Its id'),
      step: z.string().describe('The step that called it'),
      status: z.string().optional().describe('Of the answer; left out: it failed, or nobody said'),
      failed: z.boolean().describe('Whether it failed for good'),
    }),
    z.strictObject({
      of: z.literal('points').describe('Points that were asked for, or given or taken by hand'),
      points: z.int().describe('How many; less than 0 where they are taken by hand'),
      reason: z.string().optional().describe('Why they are given or taken by hand'),
    }),
    z.strictObject({
      of: z.literal('spending').describe('A spending that is taken back'),
      key: z.string().describe('The key under which points were spent'),
    }),
    z.strictObject({
      of: z.literal('draw').describe('A ticket that was played'),
      draw: z.string().describe('Its id'),
      ticket: z.int().describe('Its number'),
      prize: z.string().nullable().describe('Null: nothing was left'),
    }),
    z.strictObject({
      of: z.literal('coupon').describe('It is known when a coupon ends'),
      ends: time.describe('From then on it cannot be used'),
    }),
    z.strictObject({
      of: z.literal('referral').describe('Who brought whom'),
      other: z.string().nullable().describe('The other customer; null: somebody who was erased'),
    }),
  ])
  .meta({ id: 'EventNamed', description: 'What the sentence says besides, in parts; of says which there are' });
