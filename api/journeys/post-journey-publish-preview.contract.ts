import { z } from 'zod';
import { json, type Contract } from '../http/contract.ts';
import { fieldProblem, uncounted } from '../http/fields.ts';
import { insideFields } from './inside.contract.ts';
import { journeyParams } from './journey.contract.ts';

const customers = z.int().describe('How many');

export const postJourneyPublishPreviewContract = {
  method: 'post',
  path: '/v1/journeys/:id/publish/preview',
  summary: 'What publishing the draft would do to those inside',
  description: 'How many stand at each step of each version, and what happens to them. Publishes nothing.',
  scope: 'marketer',
  role: 'any',
  audit: 'unwritten',
  input: { params: journeyParams, body: z.strictObject(insideFields).prefault({}) },
  output: {
    200: json(
      'As everybody stands now.',
      z.strictObject({
        version: z.int().describe('The version that it would be'),
        problems: z.array(fieldProblem).describe('What keeps it from being published in this way'),
        steps: z
          .array(
            z.strictObject({
              version: z.int().describe('The version they walk through'),
              step: z.string().describe('The step they stand at'),
              customers,
              becomes: z
                .enum(['pinned', 'drained', 'stay', 'move', 'leave'])
                .describe(
                  'pinned: they finish on their version. drained: so they do, and the new version waits for them. stay, move: at a step of the new version',
                ),
              to: z.string().nullable().describe('The step of the new version that they stand at then'),
            }),
          )
          .describe('The newest version first, then by step'),
        totals: z
          .strictObject({ pinned: customers, drained: customers, stay: customers, move: customers, leave: customers })
          .describe('The same in sum'),
        uncounted,
      }),
    ),
  },
  problems: ['not-found'],
  example: { inside: 'migrate', mapping: { 'old-step': 'new-step' } },
} as const satisfies Contract;
