import { z } from 'zod';
import { json, type Contract } from '../http/contract.ts';

export const getReadyzContract = {
  method: 'get',
  path: '/readyz',
  summary: 'Can the process take events?',
  description:
    'It can while the store answers. Temporal away is no reason to refuse: events are kept and delivered later.',
  scope: 'public',
  input: {},
  output: {
    200: json(
      'It can.',
      z.strictObject({
        status: z.literal('ready').describe('It takes events'),
        store: z.literal('here').describe('MongoDB answers'),
        temporal: z.enum(['here', 'away']).describe('Whether Temporal answers'),
      }),
    ),
  },
  problems: ['store-away', 'stopping'],
} as const satisfies Contract;
