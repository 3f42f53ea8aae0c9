import { z } from 'zod';
import { renderFault } from '../templates/render-fault.contract.ts';
import { knownCustomerId } from '../../domain/ids.schema.ts';
import { CHANNELS } from '../../domain/channels/channel.ts';
import { line } from '../../domain/journey/steps/options.ts';
import { json, type Contract } from '../http/contract.ts';
import { smsShown } from './sms-shown.contract.ts';
import { journeyParams } from './journey.contract.ts';

export const postJourneyPreviewMessageContract = {
  method: 'post',
  path: '/v1/journeys/:id/preview-message',
  summary: 'Read a message as one customer would',
  description:
    'Renders what is sent as a send step of the journey would, for somebody as they are now. The journey need not be saved yet, and nothing is stored or sent. Variables of `entry` are nil, since nothing came with them.',
  scope: 'marketer',
  role: 'any',
  audit: 'unwritten',
  input: {
    params: journeyParams,
    body: z.strictObject({
      channel: z
        .enum(CHANNELS)
        .default('email')
        .describe('How it goes out: a mail needs subject and body, all others text'),
      subject: line(200).optional().describe('As in a send step'),
      title: line(200).optional().describe('As in a send step'),
      body: line(20_000).optional().describe('As in a send step'),
      text: line(20_000).optional().describe('As in a send step'),
      customer: knownCustomerId.optional().describe('Who reads it; left out, somebody of whom nothing is known'),
    }),
  },
  output: {
    200: json(
      'The message, or why it cannot be rendered.',
      z.strictObject({
        customer: z.string().describe('Who reads it'),
        subject: z.string().optional().describe('Of a mail, or the title of a push. Rendered, as it would be sent'),
        html: z.string().optional().describe('Of a mail. Rendered, as it would be sent'),
        text: z.string().optional().describe('Rendered, as it would be sent'),
        sms: smsShown.optional().describe('Of an SMS: how it goes out'),
        problem: z.string().optional().describe('Why it could not be rendered; then there is nothing else'),
        fault: renderFault.optional(),
      }),
    ),
  },
  problems: ['not-found'],
  example: { subject: 'Thank you, {{ customer }}', body: '<p>{{ orders }} orders</p>', customer: 'c-17' },
} as const satisfies Contract;
