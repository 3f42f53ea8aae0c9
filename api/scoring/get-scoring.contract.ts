import { z } from 'zod';
import { adoption } from './adoption.contract.ts';
import { json, type Contract } from '../http/contract.ts';
import { playbookVersion, time } from '../http/fields.ts';
import { cutOffs, definition, origin, problems, scoringSegment, warnings, zone } from './scoring.contract.ts';

export const scoringView = z
  .strictObject({
    asOf: time,
    model: z
      .strictObject({
        version: z.int().describe('1 for the first'),
        name: z.string().describe('For people'),
        playbook: playbookVersion,
        since: time.nullable().describe('Null where it came with the workspace'),
        cutOffs,
        segments: z.array(scoringSegment).describe('Best first'),
        origin,
        zone,
        definition,
      })
      .describe('The model in force'),
    draft: z
      .strictObject({
        definition,
        savedAt: time,
        changed: z.boolean().describe('Whether it differs from what is in force'),
        problems,
        warnings,
      })
      .nullable()
      .describe('The draft as it was last saved; null: there is none'),
    adoption,
  })
  .meta({ id: 'Scoring', description: 'The scoring model in force, and the draft' });

export const getScoringContract = {
  method: 'get',
  path: '/v1/scoring',
  summary: 'The scoring model in force, the draft, and who has adopted what',
  scope: 'marketer',
  role: 'any',
  input: {},
  output: { 200: json('The model in force, and the draft if there is one.', scoringView) },
} as const satisfies Contract;
