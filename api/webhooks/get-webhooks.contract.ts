import { z } from 'zod';
import { json, type Contract } from '../http/contract.ts';
import { time } from '../http/fields.ts';

const disabledAddress = z
  .strictObject({
    url: z.string().describe('The address'),
    since: time.describe('When it answered 410, by the clock on the wall'),
    journey: z.string().describe('The journey that was told'),
    step: z.string().describe('Its step'),
  })
  .meta({ id: 'DisabledAddress', description: 'An address that has said it is gone. Nobody is called there' });

export const getWebhooksContract = {
  method: 'get',
  path: '/v1/webhooks',
  summary: 'How webhooks are signed, and which addresses are disabled',
  scope: 'marketer',
  role: 'any',
  input: {},
  output: {
    200: json(
      'As of now. The secret itself is never told again.',
      z.strictObject({
        secret: z
          .strictObject({
            since: time.describe('When it was made'),
            previousUntil: time.nullable().describe('Until when the one before signs beside it; null: it does not'),
          })
          .nullable()
          .describe('Null: there is none, and no webhook is called before there is'),
        disabled: z.array(disabledAddress).describe('The newest first'),
      }),
    ),
  },
} as const satisfies Contract;
