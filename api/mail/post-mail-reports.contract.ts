import { z } from 'zod';
import { json, type Contract } from '../http/contract.ts';

export const postMailReportsContract = {
  method: 'post',
  path: '/v1/mail/reports',
  summary: 'Hand in a bounce or a complaint',
  description:
    'The body is the mail as it arrived, with Content-Type message/rfc822: a bounce (RFC 3464) or a complaint (RFC 5965). Let the mail server that receives BOUNCE_ADDRESS pipe it here. ' +
    'The message is found by the address that it came back to or by its own way out, neither of which anybody can make up. ' +
    'A hard bounce suppresses the address, a soft one does so when there were five of different messages within 30 days, and a complaint withdraws the consent. ' +
    'The customer is told by an event bounce, complaint or unsubscribe, without the address. The same mail again changes nothing. ' +
    'Any other mail is ignored, so that everything that arrives may be handed in.',
  scope: 'ingest',
  role: 'none',
  audit: 'customer',
  input: { body: 'stream' },
  media: ['message/rfc822'],
  output: {
    200: json(
      'What came of it.',
      z.strictObject({
        result: z
          .enum(['suppressed', 'counted', 'withdrawn', 'noted', 'unknown', 'ignored'])
          .describe(
            'suppressed: the address is written to no more. counted: a soft bounce. withdrawn: the consent is. noted: the sender or the text was refused, which says nothing of the address. unknown: it is about no message of this workspace. ignored: it is neither a bounce nor a complaint',
          ),
      }),
    ),
  },
  problems: ['too-large'],
} as const satisfies Contract;
