import { z } from 'zod';
import { json, type Contract } from '../http/contract.ts';
import { time } from '../http/fields.ts';
import { silenceModel } from './silence.contract.ts';

export const getSilenceVersionsContract = {
  method: 'get',
  path: '/v1/silence/versions',
  summary: 'Every version of the rules of silence',
  scope: 'marketer',
  role: 'any',
  input: {},
  output: {
    200: json(
      'Newest first, at most 100.',
      z.strictObject({
        versions: z
          .array(
            z.strictObject({
              model: silenceModel,
              playbook: z.int().describe('The first version of the playbook that has it'),
              publishedAt: time.nullable().describe('null: the workspace began with it'),
            }),
          )
          .describe('Newest first'),
      }),
    ),
  },
} as const satisfies Contract;
