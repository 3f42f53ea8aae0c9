import { z } from 'zod';
import { json, type Contract } from '../http/contract.ts';
import { time } from '../http/fields.ts';
import { keepBefore, newSecret } from './new-secret.contract.ts';

export const postWebhooksSecretContract = {
  method: 'post',
  path: '/v1/webhooks/secret',
  summary: 'Make a secret that webhooks are signed with',
  description:
    'From now on it signs, and the one before signs beside it for some hours, so that receivers can change over. The first one is made in ' +
    'the same way.',
  scope: 'operator',
  role: 'operator',
  audit: 'webhooks',
  input: {
    body: keepBefore,
  },
  output: {
    201: json(
      'It is shown only now.',
      z.strictObject({
        secret: newSecret,
        previousUntil: time
          .nullable()
          .describe('Until when the one before signs too; null: there was none, or it does not'),
      }),
    ),
  },
  example: { keepHours: 24 },
} as const satisfies Contract;
