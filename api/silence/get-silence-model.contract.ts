import { z } from 'zod';
import { adoption } from '../scoring/adoption.contract.ts';
import { json, type Contract } from '../http/contract.ts';
import { time } from '../http/fields.ts';
import { backTest } from './back-test.contract.ts';
import { drift } from './drift.contract.ts';
import { silenceModel } from './silence.contract.ts';

export const getSilenceModelContract = {
  method: 'get',
  path: '/v1/silence/model',
  summary: 'By which rules silence is measured',
  scope: 'marketer',
  role: 'any',
  input: {},
  output: {
    200: json(
      'The rules in force.',
      z.strictObject({
        playbook: z.int().describe('The version in force'),
        model: silenceModel,
        adoption,
        drift: drift.nullable().describe('null: nothing has been judged yet'),
        fit: z
          .strictObject({
            job: z.string().describe('The last fit that is done; see GET /v1/jobs/:id'),
            asOf: time.describe('The time of the workspace up to which the base was read'),
            published: z.int().nullable().describe('The version of the model that it put in force; null: none'),
            backTest: backTest.nullable().describe('null: a fit of 0.4.0 or earlier'),
          })
          .nullable()
          .describe('null: there has not been any'),
      }),
    ),
  },
  problems: ['not-found'],
} as const satisfies Contract;
