import { z } from 'zod';
import { ROLES } from '../../domain/people/roles.ts';
import { json } from '../http/contract.ts';
import { time } from '../http/fields.ts';

export const role = z
  .enum(ROLES, 'a role is marketer, operator or admin')
  .describe(
    'marketer defines and runs journeys, audiences and launches; operator reads everything and keeps it running, and publishes nothing; admin may do all of it, and decides who is in the team',
  );

export const userView = z
  .strictObject({
    id: z.string().describe('Of this installation'),
    name: z.string().describe('As they gave it'),
    email: z.string().nullable().describe('In lower case; null where nobody gave one'),
    role,
    active: z.boolean().describe('False: they cannot sign in'),
    since: time.describe('When they joined'),
    you: z.boolean().describe('It is whoever asks'),
  })
  .meta({ id: 'User', description: 'A person of the team' });

export const userParams = z.strictObject({ id: z.string().max(64).describe('Of the user, as GET /v1/users says') });

/** A link is shown once; only its hash is kept. */
const oneTimeLink = z
  .strictObject({
    id: z.string().describe('Of the link; an invitation is withdrawn by it'),
    path: z
      .string()
      .describe('Behind the address of these pages, such as /join/…; it works once, and is shown only here'),
    endsAt: time.describe('It no longer works from then on'),
  })
  .meta({ id: 'OneTimeLink', description: 'A link that signs somebody in once' });

export const linkReply = { 201: json('The link is shown only here.', oneTimeLink) } as const;
