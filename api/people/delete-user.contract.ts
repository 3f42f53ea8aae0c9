import { empty, type Contract } from '../http/contract.ts';
import { userParams } from './user.contract.ts';

export const deleteUserContract = {
  method: 'delete',
  path: '/v1/users/:id',
  summary: 'Delete a user for good',
  description:
    'Their name and address are gone, their sessions end at once and their links do not work any more. What they did stays in the audit log, ' +
    'by their id and without a name. Only a new invitation lets them in again, as somebody new. The last active admin stays.',
  scope: 'admin',
  role: 'admin',
  audit: 'user',
  input: { params: userParams },
  output: { 204: empty('The user is deleted.') },
  problems: ['not-found', 'conflict'],
} as const satisfies Contract;
