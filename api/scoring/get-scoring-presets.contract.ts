import { z } from 'zod';
import { json, type Contract } from '../http/contract.ts';
import { definition } from './scoring.contract.ts';

export const getScoringPresetsContract = {
  method: 'get',
  path: '/v1/scoring/presets',
  summary: 'The scoring models that ship',
  description: 'PUT /v1/scoring takes {"preset": id}, or the definition with your own changes.',
  scope: 'marketer',
  role: 'any',
  input: {},
  output: {
    200: json(
      'The default first.',
      z.strictObject({
        presets: z
          .array(
            z.strictObject({
              id: z.string().describe('For {"preset": id}'),
              name: z.string().describe('For people'),
              about: z.string().describe('Where it comes from, and what it is good for'),
              definition,
            }),
          )
          .describe('The default first'),
      }),
    ),
  },
} as const satisfies Contract;
