import { z } from 'zod';
import { sourceMapping } from '../../domain/sources/source.schema.ts';
import { json, type Contract } from '../http/contract.ts';
import { givenSecret, shownSource, sourceName, sourceParams } from './source.contract.ts';

export const putSourceContract = {
  method: 'put',
  path: '/v1/sources/:id',
  summary: 'Change how a source is read',
  description:
    'It holds for what is sent from now on, within five seconds in all processes; what was stored stays. A secret that is named takes the place of the one before at once.',
  scope: 'admin',
  role: 'admin',
  audit: 'source',
  input: {
    params: sourceParams,
    body: z.strictObject({
      name: sourceName,
      mapping: sourceMapping,
      secret: givenSecret.optional().describe('A new one; left out, the one before stays'),
    }),
  },
  output: { 200: json('As it is now.', shownSource) },
  problems: ['not-found', 'conflict'],
  example: {
    name: 'Shop backend',
    mapping: { contact: ['email'], events: [{ event: 'Checkout Done', type: 'purchase' }] },
  },
} as const satisfies Contract;
