import { z } from 'zod';
import { json, type Contract } from '../http/contract.ts';
import { money, time, uncounted } from '../http/fields.ts';
import { archived, liveVersion, members } from './audience.contract.ts';

const line = z
  .strictObject({
    id: z.string().describe('Its name in the address'),
    name: z.string().describe('For people'),
    live: liveVersion.nullable().describe('The version in force; null: never published'),
    archived,
    changed: z.boolean().describe('Whether publishing the draft would change anything'),
    savedAt: time.nullable().describe('When the draft was saved; null: there is none'),
    customers: members,
    revenue: money.describe('What those in it spent within the rolling window, minor units'),
  })
  .meta({ id: 'AudienceLine', description: 'An audience in a list' });

export const getAudiencesContract = {
  method: 'get',
  path: '/v1/audiences',
  summary: 'All audiences, with who is in them now',
  description:
    'An audience is a segment of your own: a condition, kept current by every decision and, where time alone changes it, at the very instant. ' +
    'Journeys use it as a trigger ("on": "audience") and as a condition ({"in": "…"}).',
  scope: 'marketer',
  role: 'any',
  input: {},
  output: {
    200: json(
      'Drafts and what is live, by id.',
      z.strictObject({ asOf: time, uncounted, audiences: z.array(line).describe('By id') }),
    ),
  },
} as const satisfies Contract;
