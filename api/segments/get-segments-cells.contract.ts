import { z } from 'zod';
import { json, type Contract } from '../http/contract.ts';
import { money, time, uncounted } from '../http/fields.ts';

const cell = z.strictObject({
  r: z.int().describe('Score of recency, from 1 up'),
  f: z.int().describe('Score of frequency, from 1 up'),
  customers: z.int().describe('Who stands there now'),
  revenue: money.describe('What they spent within the rolling window, minor units'),
});

export const getSegmentsCellsContract = {
  method: 'get',
  path: '/v1/segments/cells',
  summary: 'How many customers stand in each cell of recency and frequency',
  scope: 'marketer',
  role: 'any',
  input: {},
  output: {
    200: json(
      'The cells that somebody stands in, the highest recency first.',
      z.strictObject({ asOf: time, uncounted, cells: z.array(cell).describe('One per pair of scores') }),
    ),
  },
} as const satisfies Contract;
