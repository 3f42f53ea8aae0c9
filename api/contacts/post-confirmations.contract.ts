import { z } from 'zod';
import { PURPOSES } from '../../domain/channels/channel.ts';
import { CONFIRMED_BY } from '../../domain/policy/confirmation.ts';
import { json, type Contract } from '../http/contract.ts';
import { customerParam, time } from '../http/fields.ts';
import { putConsentContract } from './put-consent.contract.ts';

const { source, wording, version } = putConsentContract.input.body.shape;

export const postConfirmationsContract = {
  method: 'post',
  path: '/v1/customers/:id/consents/confirmations',
  summary: 'Ask a customer by e-mail or SMS to confirm a consent (double opt-in)',
  description:
    'Sends one message to the address that is stored, in their language, within half a minute. Until it is answered the consent is pending and nothing else is sent by it. ' +
    'By e-mail: a link, whose page has a button. Opening the link confirms nothing, since programs open links too. After seven days it leads nowhere; asked again within ten minutes, nothing more is sent. It needs PUBLIC_URL. ' +
    'By SMS: a question, which a reply of YES, EVET or the like confirms within three days, and STOP or any other withdrawal ends. A number has one open question at a time; asked again within a day, nothing more is sent. ' +
    'It needs the company in the settings of mail, and a sender that can be replied to.',
  scope: 'ingest',
  role: 'marketer',
  audit: 'customer',
  input: {
    params: z.strictObject({ id: customerParam }),
    body: z.strictObject({
      channel: z.enum(CONFIRMED_BY).describe('Where they are asked'),
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
        expiresAt: z.null().describe('Nothing is asked'),
      }),
    ),
    202: json(
      'They are asked.',
      z.strictObject({
        status: z.literal('pending').describe('Nothing is sent by it yet'),
        expiresAt: time.describe('Until when it may be confirmed'),
      }),
    ),
  },
  problems: ['conflict', 'erased'],
  example: { channel: 'email', source: 'footer-form', wording: 'Yes, send me news by e-mail.' },
} as const satisfies Contract;
