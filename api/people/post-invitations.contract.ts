import { z } from 'zod';
import { personName, teamEmail } from '../../domain/people/person.schema.ts';
import type { Contract } from '../http/contract.ts';
import { linkReply, role } from './user.contract.ts';

export const postInvitationsContract = {
  method: 'post',
  path: '/v1/invitations',
  summary: 'Invite somebody to the team',
  description:
    'Makes a link that works once, within seven days: whoever opens it says what they want to be called, and is signed in. Nothing is sent; ' +
    'give them the link yourself. An e-mail address is only needed where people sign in by an identity provider.',
  scope: 'admin',
  role: 'admin',
  audit: 'invitation',
  input: {
    body: z.strictObject({
      role,
      email: teamEmail.optional().describe('Of nobody who is in the team or invited already'),
      name: personName.optional().describe('What to propose as their name'),
    }),
  },
  output: linkReply,
  problems: ['taken', 'conflict'],
  example: { role: 'marketer', name: 'Ada' },
} as const satisfies Contract;
