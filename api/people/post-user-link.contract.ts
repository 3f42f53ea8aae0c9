import type { Contract } from '../http/contract.ts';
import { linkReply, userParams } from './user.contract.ts';

export const postUserLinkContract = {
  method: 'post',
  path: '/v1/users/:id/link',
  summary: 'Make a link that signs a user in again',
  description:
    'It works once, within a day, and ends an earlier one of theirs. Give it to nobody else: whoever opens it is them.',
  scope: 'admin',
  role: 'admin',
  audit: 'user',
  input: { params: userParams },
  output: linkReply,
  problems: ['not-found', 'conflict'],
} as const satisfies Contract;
