import { z } from 'zod';
import { empty, type Contract } from '../http/contract.ts';

export const deleteKeyContract = {
  method: 'delete',
  path: '/v1/keys/:id',
  summary: 'End a key',
  description:
    'It is dead everywhere after at most five seconds. A key cannot end itself. The key of the installation ends when another ADMIN_KEY is set.',
  scope: 'admin',
  role: 'admin',
  audit: 'key',
  input: {
    params: z.strictObject({
      id: z.string().max(64).describe('Of the key, as POST /v1/keys said; not the key itself'),
    }),
  },
  output: { 204: empty('The key has ended.') },
  problems: ['not-found', 'conflict'],
} as const satisfies Contract;
