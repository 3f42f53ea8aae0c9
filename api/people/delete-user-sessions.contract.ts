import { empty, type Contract } from '../http/contract.ts';
import { userParams } from './user.contract.ts';

export const deleteUserSessionsContract = {
  method: 'delete',
  path: '/v1/users/:id/sessions',
  summary: 'Sign a user out everywhere',
  description:
    'In this process at once, and everywhere after at most five seconds. They may sign in again with a new link.',
  scope: 'admin',
  role: 'admin',
  audit: 'user',
  input: { params: userParams },
  output: { 204: empty('All of their sessions have ended.') },
  problems: ['not-found'],
} as const satisfies Contract;
