import { z } from 'zod';
import { empty, type Contract } from '../http/contract.ts';

export const postInboundGatewayContract = {
  method: 'post',
  path: '/v1/inbound/sms-gateway/:workspace',
  summary: 'What people reply by the SMS gateway of your own',
  description:
    'For the gateway of the provider http, signed with the secret of the channel as our calls to it are (Standard Webhooks: webhook-id, webhook-timestamp within five minutes, webhook-signature). ' +
    'The body is JSON: from (the number, with + and its country), text (what they wrote) and id (what the gateway calls their SMS; the same again changes nothing). STOP and its like in English and Turkish withdraw every consent to SMS, ' +
    'YES and its like confirm a consent that was asked for by SMS. What they wrote is kept nowhere; any other word is an event message.replied.',
  scope: 'public',
  audit: 'unwritten',
  input: {
    params: z.strictObject({ workspace: z.string().max(64).describe('The id of the workspace') }),
    body: 'stream',
  },
  media: ['application/json'],
  output: { 204: empty('Taken.') },
  problems: ['forbidden', 'invalid', 'too-large', 'unsupported-media-type'],
} as const satisfies Contract;
