import { z } from 'zod';
import { MOST_ACTIVE } from '../../domain/policy/placements.ts';
import { slotId } from '../../domain/ids.schema.ts';
import { json, type Contract } from '../http/contract.ts';
import { customerParam, time } from '../http/fields.ts';

const placement = z
  .strictObject({
    key: z.string().describe('A name of its own, which never changes'),
    placement: z.enum(['banner', 'toast']).describe('Whether it is a banner or a toast'),
    slot: z.string().describe('The place in your pages'),
    title: z.string().describe('Plain text, never HTML'),
    body: z.string().describe('Plain text, never HTML'),
    url: z.string().optional().describe('Where a click leads'),
    from: time.describe('Shown from then on'),
    until: time.describe('Shown until then'),
    journey: z.string().describe('The journey that shows it'),
    step: z.string().describe('The step that shows it'),
  })
  .meta({ id: 'Placement', description: 'What a customer is to see' });

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
  role: 'any',
  input: {
    query: z.strictObject({
      customer: customerParam,
      slots: slots.optional().describe('At most 10, separated by commas; left out: all'),
    }),
  },
  output: {
    200: json(
      `What they are to see now, newest first, at most ${MOST_ACTIVE}.`,
      z.strictObject({
        placements: z.array(placement).describe('Newest first'),
        more: z.boolean().describe('Whether older ones were left out; ask for fewer slots to see them'),
      }),
    ),
  },
} as const satisfies Contract;
