import { z } from 'zod';
import { text, type Contract } from '../http/contract.ts';

export const postInboundSmsContract = {
  method: 'post',
  path: '/v1/inbound/sms/:workspace',
  summary: 'What Twilio tells of SMS',
  description:
    'For Twilio, by its signature (X-Twilio-Signature over the public address, so set PUBLIC_URL): messages of customers, of which STOP and its like in English and Turkish withdraw every consent to SMS and YES and its like confirm one that was asked for, and what became of ours. ' +
    'What they wrote is kept nowhere; any other word is an event message.replied.',
  scope: 'public',
  audit: 'unwritten',
  input: {
    params: z.strictObject({ workspace: z.string().max(64).describe('The id of the workspace') }),
    query: z.strictObject({ effect: z.string().max(500).optional().describe('The message that it tells of') }),
    body: 'stream',
  },
  media: ['application/x-www-form-urlencoded'],
  output: { 200: text('Nothing to do: TwiML without any verb.', 'text/xml') },
  problems: ['forbidden', 'too-large', 'unsupported-media-type'],
} as const satisfies Contract;
