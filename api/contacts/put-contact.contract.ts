import { z } from 'zod';
import { emailAddress } from '../../domain/input/contact.schema.ts';
import { json, type Contract } from '../http/contract.ts';
import { customerParam, timezone } from '../http/fields.ts';

export const contactReply = z
  .strictObject({
    customer: z.string().describe('As your events name them'),
    hasEmail: z.boolean().describe('Whether an address is stored; it is never given back'),
    timezone: z.string().nullable().describe('Their own IANA time zone; null: that of the workspace counts'),
    email: z.enum(['granted', 'withdrawn', 'none']).describe('Consent to e-mail'),
  })
  .meta({ id: 'Contact', description: 'What is stored of how to reach a customer' });

export const putContactContract = {
  method: 'put',
  path: '/v1/customers/:id/contact',
  summary: 'Store how to reach a customer',
  description:
    'Changes only what it names: what is left out stays as it is, null forgets it. Of several calls at the same time each one counts, ' +
    'the later one where both name the same. Addresses are kept apart and are never given back; they are read only to send.',
  scope: 'ingest',
  role: 'marketer',
  audit: 'customer',
  input: {
    params: z.strictObject({ id: customerParam }),
    body: z.strictObject({
      email: emailAddress.nullable().optional().describe('Where mail goes. null: forget it'),
      timezone: timezone
        .nullable()
        .optional()
        .describe('IANA time zone; quiet hours are counted in it. null: forget it, and count in that of the workspace'),
    }),
  },
  output: { 200: json('Stored.', contactReply) },
  problems: ['erased'],
  example: { email: 'ada@example.com', timezone: 'Europe/London' },
} as const satisfies Contract;
