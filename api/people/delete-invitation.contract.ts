import { z } from 'zod';
import { empty, type Contract } from '../http/contract.ts';

export const deleteInvitationContract = {
  method: 'delete',
  path: '/v1/invitations/:id',
  summary: 'Withdraw an invitation',
  description: 'Its link does not work any more.',
  scope: 'admin',
  role: 'admin',
  audit: 'invitation',
  input: {
    params: z.strictObject({ id: z.string().max(64).describe('Of the invitation, as GET /v1/invitations says') }),
  },
  output: { 204: empty('Withdrawn.') },
  problems: ['not-found'],
} as const satisfies Contract;
