import { z } from 'zod';
import { json, type Contract } from '../http/contract.ts';
import { time } from '../http/fields.ts';
import { audienceBody, audienceExample, audienceLimits, audienceParams, audienceShape } from './audience.contract.ts';

export const postAudiencePreviewContract = {
  method: 'post',
  path: '/v1/audiences/:id/preview',
  summary: 'About how many would be in an audience',
  description:
    'Holds the condition of the definition in the body, or without a body of the saved draft, against at most 500 customers who are drawn at random, as ' +
    'a decision would now; 100 where it asks what nothing that is live asks, since their histories are read. Where there are no more, everybody is looked ' +
    'at and the count is exact. Saves nothing.',
  scope: 'marketer',
  role: 'any',
  audit: 'unwritten',
  input: { params: audienceParams, body: audienceBody.optional() },
  shape: audienceShape,
  limits: audienceLimits,
  output: {
    200: json(
      'As of now.',
      z
        .strictObject({
          asOf: time.describe('By the time of the workspace'),
          customers: z.int().describe('How many there are'),
          looked: z.int().describe('How many of them were looked at'),
          met: z.int().describe('For how many of those it holds'),
          about: z.int().describe('About how many would be in the audience'),
          from: z
            .int()
            .describe('19 times out of 20 it is at least so many; the same as about where everybody was looked at'),
          to: z.int().describe('And at most so many'),
        })
        .meta({ id: 'AudiencePreview', description: 'A count by a sample' }),
    ),
  },
  problems: ['not-found', 'not-publishable'],
  example: audienceExample,
} as const satisfies Contract;
