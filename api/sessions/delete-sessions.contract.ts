import { z } from 'zod';
import { empty, type Contract } from '../http/contract.ts';

export const deleteSessionsContract = {
  method: 'delete',
  path: '/v1/sessions/:id',
  summary: 'Sign one browser out',
  description:
    'In this process at once, and everywhere after at most five seconds. An admin may end any, others their own.',
  scope: 'marketer',
  role: 'any',
  audit: 'session',
  input: { params: z.strictObject({ id: z.string().max(64).describe('Of the session, as GET /v1/sessions says') }) },
  output: { 204: empty('The session has ended.') },
  problems: ['not-found'],
} as const satisfies Contract;
