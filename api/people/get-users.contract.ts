import { z } from 'zod';
import { json, type Contract } from '../http/contract.ts';
import { userView } from './user.contract.ts';

export const getUsersContract = {
  method: 'get',
  path: '/v1/users',
  summary: 'The people of the team',
  description: 'Whoever opened an invitation. At most 1,000 are listed.',
  scope: 'admin',
  role: 'admin',
  input: {},
  output: { 200: json('Oldest first.', z.strictObject({ users: z.array(userView).describe('Oldest first') })) },
} as const satisfies Contract;
