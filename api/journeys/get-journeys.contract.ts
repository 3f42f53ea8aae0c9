import { z } from 'zod';
import { json, type Contract } from '../http/contract.ts';
import { time, uncounted } from '../http/fields.ts';

const line = z
  .strictObject({
    id: z.string().describe('Its name in the address'),
    name: z.string().describe('For people'),
    live: z.int().nullable().describe('The version that newcomers take; null: never published'),
    status: z.enum(['live', 'paused', 'archived']).nullable().describe('Null: never published'),
    changed: z.boolean().describe('Whether the draft differs from what is live, besides its name'),
    savedAt: time.nullable().describe('When the draft was saved; null: it came with the workspace'),
    inside: z.int().describe('Customers inside it now, in any version'),
    enter: z
      .strictObject({
        on: z.string().describe('What lets them in, such as move, event, silence, schedule or launch'),
        segments: z.array(z.string()).describe('Into which segments, where a move lets them in'),
      })
      .describe('As in the draft, or else in what is live'),
    does: z
      .array(z.string())
      .describe('What it does that customers or other systems see, such as email, banner or webhook'),
  })
  .meta({ id: 'JourneyLine', description: 'A journey in a list' });

export const getJourneysContract = {
  method: 'get',
  path: '/v1/journeys',
  summary: 'All journeys',
  scope: 'marketer',
  role: 'any',
  input: {},
  output: {
    200: json(
      'Drafts and what is live, by id.',
      z.strictObject({ uncounted, journeys: z.array(line).describe('By id') }),
    ),
  },
} as const satisfies Contract;
