import { z } from 'zod';
import { segmentId } from '../../domain/ids.schema.ts';
import { json, type Contract } from '../contract.ts';
import { time } from '../fields.ts';
import {
  cutOffs,
  origin,
  scoringBody,
  scoringExample,
  scoringLimits,
  scoringSegment,
  scoringShape,
  warnings,
} from './scoring.contract.ts';

const customers = z.int();

export const postScoringPreviewContract = {
  method: 'post',
  path: '/v1/scoring/preview',
  summary: 'What publishing a scoring model would do',
  description:
    'Compiles the draft in the body, or without a body the saved one, against the base of this moment, and scores everybody with it. Where it counts other things than the model in force, histories are read again, which takes longer. Saves nothing.',
  scope: 'marketer',
  input: { body: scoringBody.optional() },
  shape: scoringShape,
  limits: scoringLimits,
  output: {
    200: json(
      'Cut-offs, and who would move where.',
      z
        .strictObject({
          asOf: time,
          cutOffs,
          origin,
          customers: customers.describe('All known customers'),
          unchanged: customers.describe('Who would stay in their segment, or without one'),
          moving: customers.describe('Who would go into another segment, or out of any'),
          segments: z
            .array(
              scoringSegment.extend({
                before: customers.describe('Who is in it now'),
                after: customers.describe('Who would be in it'),
              }),
            )
            .describe('Those of the draft, best first'),
          moves: z
            .array(
              z.strictObject({
                from: segmentId.nullable().describe('Null: without a segment'),
                to: segmentId.nullable().describe('Null: without a segment'),
                customers: customers.describe('How many'),
              }),
            )
            .describe('Every pair that occurs, the most frequent first; also those who stay'),
          warnings,
        })
        .meta({ id: 'ScoringPreview', description: 'What a draft would change' }),
    ),
  },
  problems: ['not-found', 'not-publishable'],
  example: scoringExample,
} as const satisfies Contract;
