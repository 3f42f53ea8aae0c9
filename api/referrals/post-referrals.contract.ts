import { z } from 'zod';
import { customerId } from '../../domain/ids.schema.ts';
import { referralCode } from '../../domain/loyalty/referral/code.schema.ts';
import { json, type Contract } from '../http/contract.ts';
import { time } from '../http/fields.ts';

const accepted = z
  .strictObject({
    status: z.literal('accepted').describe('They were brought; their first order that counts rewards both'),
    asOf: time,
  })
  .meta({ id: 'ReferralAccepted', description: 'A customer was brought by another one' });

const refused = z
  .strictObject({
    status: z.literal('refused').describe('They were not, and nothing has changed'),
    reason: z
      .enum(['no-referral', 'unknown-code', 'own-code', 'circle', 'brought-before', 'bought-before'])
      .describe('Why, exactly; never renamed'),
    text: z.string().describe('The same in a sentence for your own people; what customers read is yours'),
    asOf: time,
  })
  .meta({ id: 'ReferralRefused', description: 'Why a customer was not brought by another one' });

export const postReferralsContract = {
  method: 'post',
  path: '/v1/referrals',
  summary: 'Say that a customer was brought by another one',
  description:
    'At the latest before their first order, such as when they register. Waits for what the customer decides. The same call again is answered as the first ' +
    'time; where the reply is lost, or the call is answered with 503, send it again.',
  scope: 'ingest',
  role: 'marketer',
  audit: 'customer',
  input: {
    body: z.strictObject({
      code: referralCode.describe('Of whoever brings; case says nothing'),
      customer: customerId.describe('Who was brought, as your events name them'),
    }),
  },
  output: {
    200: json(
      'What was decided.',
      z
        .discriminatedUnion('status', [accepted, refused])
        .meta({ id: 'ReferralAnswer', description: 'What was decided' }),
    ),
  },
  problems: ['overloaded', 'not-decided', 'store-away', 'erased'],
  example: { code: 'K7M3X9QW', customer: 'c-0042' },
} as const satisfies Contract;
