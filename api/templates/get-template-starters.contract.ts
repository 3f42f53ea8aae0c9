import { z } from 'zod';
import { json, type Contract } from '../http/contract.ts';
import { templateShape } from './template.contract.ts';

export const getTemplateStartersContract = {
  method: 'get',
  path: '/v1/template-starters',
  summary: 'The templates that ship',
  description: 'Texts in English and Turkish for every segment, to begin with. Nothing sends them by itself.',
  scope: 'marketer',
  role: 'any',
  input: {},
  output: {
    200: json(
      'To be taken over by POST /v1/template-starters/:id, or to be read.',
      z.strictObject({ starters: z.array(templateShape).describe('As they would be saved') }),
    ),
  },
} as const satisfies Contract;
