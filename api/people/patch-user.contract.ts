import { z } from 'zod';
import { json, type Contract } from '../http/contract.ts';
import { role, userParams, userView } from './user.contract.ts';

export const patchUserContract = {
  method: 'patch',
  path: '/v1/users/:id',
  summary: 'Change what somebody may do, or whether they may sign in',
  description:
    'Changes only what it names. Whoever is not active any more loses their sessions at once, and is let in again by a new link. Their name ' +
    'stays. The last active admin stays one.',
  scope: 'admin',
  role: 'admin',
  audit: 'user',
  input: {
    params: userParams,
    body: z
      .strictObject({
        role: role.optional(),
        active: z.boolean().optional().describe('Whether they may sign in'),
      })
      .refine((body) => Object.keys(body).length > 0, 'name the role, or whether they are active, or both'),
  },
  output: { 200: json('The user as they are now.', userView) },
  problems: ['not-found', 'conflict'],
  example: { role: 'operator' },
} as const satisfies Contract;
