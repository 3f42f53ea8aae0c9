import { z } from 'zod';
import { PURPOSES } from '../../domain/channels/channel.ts';
import { json, type Contract } from '../http/contract.ts';
import { customerParam, time } from '../http/fields.ts';
import { putConsentContract } from './put-consent.contract.ts';

const { source, wording, version } = putConsentContract.input.body.shape;

export const postConfirmationsContract = {
  method: 'post',
  path: '/v1/customers/:id/consents/confirmations',
  summary: 'Ask a customer by e-mail to confirm a consent (double opt-in)',
  description:
    'Sends one mail with a link to the address that is stored, in their language, within half a minute. Opening the link confirms nothing, since programs open links too: the button on its page does. ' +
    'Until then the consent is pending and nothing else is sent by it; after seven days the link leads nowhere. ' +
    'Asked again within ten minutes, nothing more is sent. It needs PUBLIC_URL and an address.',
  scope: 'ingest',
  role: 'marketer',
  audit: 'customer',
  input: {
    params: z.strictObject({ id: customerParam }),
    body: z.strictObject({
      channel: z.literal('email').describe('Only addresses of e-mail are confirmed'),
      purpose: z.enum(PURPOSES).default('marketing').describe('What they are asked about'),
      source,
      wording,
      version,
    }),
  },
  output: {
    200: json(
      'They have agreed already: nothing is asked.',
      z.strictObject({
        status: z.literal('granted').describe('It holds already'),
        expiresAt: z.null().describe('There is no link'),
      }),
    ),
    202: json(
      'They are asked.',
      z.strictObject({
        status: z.literal('pending').describe('Nothing is sent by it yet'),
        expiresAt: time.describe('When the link leads nowhere'),
      }),
    ),
  },
  problems: ['conflict', 'erased'],
  example: { channel: 'email', source: 'footer-form', wording: 'Yes, send me news by e-mail.' },
} as const satisfies Contract;
