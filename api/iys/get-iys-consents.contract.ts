import { z } from 'zod';
import { json, type Contract } from '../http/contract.ts';
import { nextCursor, pageFields } from '../http/fields.ts';
import { iysConsent, iysState } from './iys.contract.ts';

export const getIysConsentsContract = {
  method: 'get',
  path: '/v1/iys/consents',
  summary: 'Consents on their way to the Turkish register of messages',
  description:
    'Of whom, how far, and what is wrong: state=refused lists what İYS did not take, overdue=true what is late.',
  scope: 'operator',
  role: 'operator',
  input: {
    query: z.strictObject({
      ...pageFields(500, 50),
      state: iysState.optional().describe('Only those in this state'),
      overdue: z
        .enum(['true', 'false'], 'overdue is true or false')
        .default('false')
        .describe('Only those that are late'),
    }),
  },
  output: {
    200: json(
      'In no order that means anything.',
      z.strictObject({ consents: z.array(iysConsent).describe('One page of them'), next: nextCursor }),
    ),
  },
} as const satisfies Contract;
