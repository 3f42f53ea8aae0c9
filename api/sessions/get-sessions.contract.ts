import { z } from 'zod';
import { json, type Contract } from '../http/contract.ts';
import { time } from '../http/fields.ts';
import { whoView } from '../people/who.contract.ts';

const session = z
  .strictObject({
    id: z.string().describe('For DELETE /v1/sessions/:id; not the cookie'),
    owner: whoView.describe('Whose it is'),
    startedAt: time,
    seenAt: time.nullable().describe('When it was used last, to the minute; null: not yet'),
    endsAt: time,
    current: z.boolean().describe('It is the one that asks'),
  })
  .meta({ id: 'OpenSession', description: 'A browser that is signed in' });

export const getSessionsContract = {
  method: 'get',
  path: '/v1/sessions',
  summary: 'Browsers that are signed in',
  description: 'An admin sees those of everybody, others their own. At most 1,000 are listed.',
  scope: 'marketer',
  role: 'any',
  input: {},
  output: {
    200: json('Newest first.', z.strictObject({ sessions: z.array(session).describe('Newest first') })),
  },
} as const satisfies Contract;
