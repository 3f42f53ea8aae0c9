import { z } from 'zod';
import { line } from '../../domain/journey/steps/options.ts';
import { json, type Contract } from '../http/contract.ts';
import { playbookVersion } from '../http/fields.ts';
import { insideFields } from './inside.contract.ts';
import { journeyParams } from './journey.contract.ts';
import { journeyStatus } from './life.contract.ts';

export const postJourneyPublishContract = {
  method: 'post',
  path: '/v1/journeys/:id/publish',
  summary: 'Publish the draft',
  description:
    'Newcomers take the new version from their next decision on; what becomes of those inside is yours to say, and POST /v1/journeys/:id/publish/preview tells it beforehand. Publishing what is live already in the same way changes nothing; with "migrate" it takes along those on earlier versions. A journey that is paused or archived stays so.',
  scope: 'marketer',
  role: 'marketer',
  audit: 'journey',
  input: {
    params: journeyParams,
    body: z
      .strictObject({
        ...insideFields,
        note: line(1_000).optional().describe('What is to be remembered of the version, for people'),
      })
      .prefault({}),
  },
  output: {
    200: json(
      'It is live.',
      z.strictObject({
        journey: z.string().describe('Its id'),
        version: z.int().describe('The version that newcomers take now'),
        playbook: playbookVersion,
        changed: z.boolean().describe('False where the draft was live already, and nothing else was asked for'),
        status: journeyStatus,
        rollout: z.string().nullable().describe('The job that tells those inside; null where nothing changes for them'),
      }),
    ),
  },
  problems: ['not-found', 'not-publishable', 'conflict'],
  example: { inside: 'pin' },
} as const satisfies Contract;
