import { z } from 'zod';
import { json, type Contract } from '../http/contract.ts';
import { time } from '../http/fields.ts';
import { role } from './user.contract.ts';

const invitation = z
  .strictObject({
    id: z.string().describe('For DELETE /v1/invitations/:id'),
    email: z.string().nullable().describe('In lower case; null where nobody gave one'),
    name: z.string().nullable().describe('What was proposed as their name'),
    role,
    madeAt: time,
    endsAt: time.describe('The link no longer works from then on'),
  })
  .meta({ id: 'Invitation', description: 'A link that nobody has opened yet, without its secret' });

export const getInvitationsContract = {
  method: 'get',
  path: '/v1/invitations',
  summary: 'Invitations that are open',
  description: 'Those that were used, were withdrawn or are over are not listed. At most 1,000 are.',
  scope: 'admin',
  role: 'admin',
  input: {},
  output: {
    200: json('Newest first.', z.strictObject({ invitations: z.array(invitation).describe('Newest first') })),
  },
} as const satisfies Contract;
