import { z } from 'zod';
import { ADDRESSES } from '../../domain/channels/address.schema.ts';
import { json, type Contract } from '../http/contract.ts';
import { time } from '../http/fields.ts';

function suppressed<Name extends 'email' | 'sms'>(channel: Name) {
  return z.strictObject({
    channel: z.literal(channel).describe('Where it is an address'),
    address: ADDRESSES[channel].describe('It is never given back'),
    suppressed: z.boolean().describe('false: it may be written to again'),
  });
}

export const putSuppressionContract = {
  method: 'put',
  path: '/v1/suppressions',
  summary: 'Say that nothing is sent to an address any more, or that it may be again',
  description:
    'Whoever has the address, now or later, is sent nothing; it is looked up just before every message. Only a keyed hash of it is kept, which stays when the customer is erased. ' +
    'Customers who have it are told that it leads nowhere, so conditions and reach know of it. ' +
    'Bounces suppress addresses by themselves, and so does a provider of SMS that says there is no such number. Lift it where an address works again.',
  scope: 'marketer',
  role: 'marketer',
  audit: 'customer',
  input: {
    body: z.discriminatedUnion('channel', [suppressed('email'), suppressed('sms')]),
  },
  output: {
    200: json(
      'As it is now.',
      z.strictObject({
        suppressed: z.boolean().describe('Whether nothing is sent to it'),
        reason: z
          .enum(['bounce', 'complaint', 'erased', 'request'])
          .nullable()
          .describe('Why, where it is: the first reason stays'),
        since: time.nullable(),
      }),
    ),
  },
  example: { channel: 'email', address: 'ada@example.com', suppressed: true },
} as const satisfies Contract;
