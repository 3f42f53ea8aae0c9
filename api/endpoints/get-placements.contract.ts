import { z } from 'zod';
import { knownCustomerId, slotId } from '../../domain/ids.schema.ts';
import { json, type Contract } from '../contract.ts';
import { time } from '../fields.ts';

const placement = z.strictObject({
  key: z.string(),
  placement: z.enum(['banner', 'toast']),
  slot: z.string(),
  title: z.string().describe('Plain text, never HTML'),
  body: z.string().describe('Plain text, never HTML'),
  url: z.string().optional(),
  from: time,
  until: time,
  journey: z.string(),
  step: z.string(),
});

const slots = z
  .string()
  .max(500)
  .transform((text) => text.split(','))
  .pipe(z.array(slotId).max(10, 'at most 10 slots can be asked for at once'));

export const getPlacementsContract = {
  method: 'get',
  path: '/v1/placements',
  summary: 'Banners and toasts for a customer',
  description: 'Replies carry an ETag: ask with If-None-Match, and 304 says that nothing has changed.',
  scope: 'ingest',
  input: {
    query: z.strictObject({
      customer: knownCustomerId,
      slots: slots.optional().describe('At most 10, separated by commas; left out: all'),
    }),
  },
  output: { 200: json('What they are to see now, newest first.', z.strictObject({ placements: z.array(placement) })) },
} as const satisfies Contract;
