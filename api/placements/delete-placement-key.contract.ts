import { z } from 'zod';
import { empty, type Contract } from '../http/contract.ts';

export const deletePlacementKeyContract = {
  method: 'delete',
  path: '/v1/placements/keys/:id',
  summary: 'Remove a key that tokens are checked by',
  description: 'Tokens that were made with it open nothing any more, at once.',
  scope: 'admin',
  role: 'admin',
  audit: 'placements',
  input: { params: z.strictObject({ id: z.string().max(40).describe('Its kid') }) },
  output: { 204: empty('It is gone.') },
  problems: ['not-found', 'conflict'],
} as const satisfies Contract;
