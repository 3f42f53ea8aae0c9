import { z } from 'zod';
import { personName } from '../../domain/people/person.schema.ts';
import { empty, json, type Contract } from '../http/contract.ts';
import { time } from '../http/fields.ts';
import { role } from './user.contract.ts';

const params = z.strictObject({ token: z.string().max(64).describe('The end of the link') });

const opened = z
  .strictObject({
    workspace: z.string().describe('Where it leads to'),
    for: z.enum(['invitation', 'sign-in']).describe('Somebody new, or somebody who has been here before'),
    role,
    name: z.string().nullable().describe('What was proposed as their name, or what they are called'),
    endsAt: time.describe('It no longer works from then on'),
  })
  .meta({ id: 'OpenLink', description: 'What a link leads to' });

export const getJoinContract = {
  method: 'get',
  path: '/v1/join/:token',
  summary: 'What a link leads to',
  description: 'Looking at it does not use it up: programs that preview a message do so too.',
  scope: 'link',
  input: { params },
  output: { 200: json('It works still.', opened) },
  problems: ['not-found'],
} as const satisfies Contract;

export const postJoinContract = {
  method: 'post',
  path: '/v1/join/:token',
  summary: 'Use a link, once',
  description:
    'Whoever was invited becomes a user; whoever has been here before is signed in. Leaves a cookie that scripts cannot read, for thirty days. ' +
    'Only pages of this server may do it.',
  scope: 'link',
  // Who it was is only known afterwards, so the handler writes it.
  audit: 'unwritten',
  input: {
    params,
    body: z.strictObject({
      name: personName
        .optional()
        .describe('What they want to be called; whoever has been here before keeps their name'),
    }),
  },
  output: { 204: empty('Signed in.') },
  problems: ['not-found', 'conflict', 'taken'],
  example: { name: 'Ada' },
} as const satisfies Contract;
