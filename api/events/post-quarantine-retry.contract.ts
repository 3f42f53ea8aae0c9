import { z } from 'zod';
import { json, type Contract } from '../http/contract.ts';

export const quarantineParams = z.strictObject({ id: z.string().min(1).max(800).describe('From GET /v1/quarantine') });

export const postQuarantineRetryContract = {
  method: 'post',
  path: '/v1/quarantine/:id/retry',
  summary: 'Give what was set aside another try',
  description:
    'An event is delivered again. A customer is decided for again, with every event of theirs that was set aside and not given up. What ' +
    'still cannot be worked on is set aside again.',
  scope: 'operator',
  role: 'operator',
  audit: 'quarantine',
  input: { params: quarantineParams },
  output: {
    202: json('It is on its way.', z.strictObject({ events: z.int().describe('Events that are delivered again') })),
  },
  problems: ['not-found', 'temporal-away'],
} as const satisfies Contract;
