import { z } from 'zod';
import { segmentId } from '../../domain/ids.schema.ts';
import { scoringInput } from '../../domain/rfm/draft.schema.ts';
import { fieldProblem, time } from '../fields.ts';
import type { JsonLimits } from '../hostile.ts';

/** What the calls about scoring share. */

/** A table of 9 × 9 × 9 names each cell once. */
export const scoringLimits: JsonLimits = { depth: 8, keysPerObject: 800, values: 20_000 };

/** The handler reads it itself, to name everything that is wrong at once. */
export const scoringBody = z.unknown();
export const scoringShape = scoringInput;

const cuts = z.array(z.number());

export const cutOffs = z.strictObject({
  recency: z.strictObject({
    cuts,
    edge: z.enum(['at-most', 'below']).describe('Whether a cut-off is met by that many days, or only by fewer'),
    unit: z.string(),
  }),
  frequency: z.strictObject({
    cuts,
    edge: z.enum(['reached', 'above']).describe('Whether a cut-off is reached by that many, or only by more'),
    unit: z.string(),
  }),
  monetary: z
    .strictObject({ cuts, edge: z.enum(['reached', 'above']), unit: z.string() })
    .nullable()
    .describe('Null while money has no score'),
});

export const origin = z.strictObject({
  by: z.enum(['fixed', 'quantiles']),
  asOf: time.nullable().describe('When quantiles were computed'),
  customers: z.int().nullable().describe('From how many customers'),
});

export const zone = z
  .string()
  .describe('Whose calendar days are counted; models published by version 0.2.0 count UTC days until the next one');

export const scoringSegment = z.strictObject({ id: segmentId, name: z.string(), color: z.string() });

export const problems = z.array(fieldProblem).describe('What keeps the draft from being published');
export const warnings = z
  .array(fieldProblem)
  .describe('What is likely not meant, such as journeys and caps that name segments the model does not have');

export const definition = z.unknown().describe('As a draft is written: PUT /v1/scoring takes it');

/** What publishing and computing anew answer. */
export const publishedScoring = z.strictObject({
  version: z.int().describe('Of the scoring model in force now'),
  playbook: z.int(),
  changed: z.boolean().describe('False where this was in force already'),
  rollout: z.string().nullable().describe('The job that wakes those whom it concerns'),
  cutOffs,
  warnings,
});

export const scoringExample = {
  name: 'By our own base',
  windowDays: 365,
  days: 'elapsed',
  recencyOf: 'actions',
  frequencyOf: 'orders',
  counts: { actions: ['purchase'], engagement: 'any' },
  recency: { fixed: [60, 180] },
  frequency: { quantiles: 3 },
  monetary: null,
  segments: {
    segments: [
      { id: 'best', name: 'Best', color: '#1a7f4b' },
      { id: 'rest', name: 'Everybody else', color: '#7d7d7d' },
    ],
    membership: { by: 'first-match', rules: [{ segment: 'best', r: [3, 3], f: [2, 3] }], otherwise: 'rest' },
  },
  recompute: '30d',
};
