import { z } from 'zod';
import { json, type Contract } from '../http/contract.ts';
import { shownSource } from './source.contract.ts';

export const getSourcesContract = {
  method: 'get',
  path: '/v1/sources',
  summary: 'Where events come from, and how it goes',
  description:
    'Counts are kept as events arrive, so this call reads one row for each source. Of sources of the kind api only those are counted that send with the key of the source.',
  scope: 'marketer',
  role: 'any',
  input: {},
  output: { 200: json('By id.', z.strictObject({ sources: z.array(shownSource).describe('By id') })) },
} as const satisfies Contract;
