import { z } from 'zod';
import { sourceMapping } from '../../domain/sources/source.schema.ts';
import { IGNORED, REFUSED } from '../../domain/sources/translated.ts';
import { json, type Contract } from '../http/contract.ts';
import { anyJson } from '../http/fields.ts';
import { sourceParams } from './source.contract.ts';

export const postSourceTryContract = {
  method: 'post',
  path: '/v1/sources/:id/try',
  summary: 'See what a message of a source would come to',
  description: 'Nothing is stored, and nobody is told of anything.',
  scope: 'marketer',
  role: 'marketer',
  audit: 'unwritten',
  input: {
    params: sourceParams,
    body: z.strictObject({
      message: z.record(z.string(), anyJson).describe('One message, or the body of one webhook'),
      topic: z
        .string()
        .max(100)
        .optional()
        .describe('Of a webhook, such as orders/paid or order.updated; left out, that of an order'),
      mapping: sourceMapping.optional().describe('How it is read; left out, as the source is read now'),
    }),
  },
  output: {
    200: json(
      'What it would come to.',
      z
        .strictObject({
          is: z
            .enum(['said', 'ignored', 'refused'])
            .describe('said: it counts. ignored: it changes nothing. refused: it would not be taken'),
          customer: z
            .string()
            .nullable()
            .describe('Whom it is about; null where that is not known, or nothing is said'),
          waitsFor: z
            .enum(['identity', 'order'])
            .nullable()
            .describe('What has to come before it counts: who somebody anonymous is, or the order; null: nothing'),
          events: z.array(anyJson).describe('As they would be stored'),
          contact: z
            .array(z.enum(['email', 'timezone', 'consent']))
            .describe('What of the contact would change; never a value'),
          reason: z
            .enum([...IGNORED, ...REFUSED])
            .nullable()
            .describe('Why it is ignored or refused; null where it is not'),
          path: z.string().nullable().describe('Where, if it is refused'),
          message: z.string().nullable().describe('What is wrong, and what to send instead'),
        })
        .meta({ id: 'TriedMessage', description: 'What a message would come to' }),
    ),
  },
  problems: ['not-found', 'conflict'],
  example: { message: { type: 'track', userId: 'u-17', event: 'Signed Up' } },
} as const satisfies Contract;
