import { z } from 'zod';
import { RETAINED } from '../../domain/privacy/retention.ts';
import { json, type Contract } from '../http/contract.ts';
import { time } from '../http/fields.ts';
import { retentionBody } from './retention.contract.ts';

export const postRetentionPreviewContract = {
  method: 'post',
  path: '/v1/retention/preview',
  summary: 'See what would be taken away',
  description:
    'Checks what PUT /v1/retention would be given, and counts what is that old already. Nothing is saved or taken away.',
  scope: 'operator',
  role: 'operator',
  audit: 'unwritten',
  input: { body: retentionBody },
  output: {
    200: json(
      'What a purge would look at now.',
      z.strictObject({
        would: z
          .array(
            z.strictObject({
              what: z.enum(RETAINED).describe('A class that would be kept for a time only'),
              before: time.describe('What happened up to then'),
              rows: z
                .int()
                .nullable()
                .describe(
                  'So many rows are that old, and at most 100000 are counted; of events and entries some may stay. null: counting takes too long',
                ),
            }),
          )
          .describe('Class by class; what is left out is kept for good'),
      }),
    ),
  },
  example: { events: 1_095, messages: 30 },
} as const satisfies Contract;
