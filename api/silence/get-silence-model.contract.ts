import { z } from 'zod';
import { adoption } from '../scoring/adoption.contract.ts';
import { json, type Contract } from '../http/contract.ts';
import { silenceModel } from './silence.contract.ts';

export const getSilenceModelContract = {
  method: 'get',
  path: '/v1/silence/model',
  summary: 'By which rules silence is measured',
  scope: 'marketer',
  input: {},
  output: {
    200: json(
      'The rules in force.',
      z.strictObject({ playbook: z.int().describe('The version in force'), model: silenceModel, adoption }),
    ),
  },
  problems: ['not-found'],
} as const satisfies Contract;
