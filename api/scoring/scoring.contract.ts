import { z } from 'zod';
import { segmentId } from '../../domain/ids.schema.ts';
import { scoringDraft, scoringInput } from '../../domain/scoring/draft.schema.ts';
import { fieldProblem, time } from '../http/fields.ts';
import type { JsonLimits } from '../http/contract.ts';

/** What the calls about scoring share. */

/** A table of 9 × 9 × 9 names each cell once. */
export const scoringLimits: JsonLimits = { depth: 8, keysPerObject: 800, values: 20_000 };

/** The handler reads it itself, to name everything that is wrong at once. */
export const scoringBody = z.unknown();
export const scoringShape = scoringInput;

const cuts = z.array(z.number()).describe('Ascending; one less than there are scores');
const unit = z.string().describe('What the cut-offs are counted in');

export const cutOffs = z
  .strictObject({
    recency: z
      .strictObject({
        cuts,
        edge: z.enum(['at-most', 'below']).describe('Whether a cut-off is met by that many days, or only by fewer'),
        unit,
      })
      .describe('Days since the last purchase'),
    frequency: z
      .strictObject({
        cuts,
        edge: z.enum(['reached', 'above']).describe('Whether a cut-off is reached by that many, or only by more'),
        unit,
      })
      .describe('Orders, or days with orders'),
    monetary: z
      .strictObject({
        cuts,
        edge: z.enum(['reached', 'above']).describe('Whether a cut-off is reached by that much, or only by more'),
        unit,
      })
      .nullable()
      .describe('Null while money has no score'),
  })
  .meta({ id: 'CutOffs', description: 'Where the scores of recency, frequency and money rise' });

export const origin = z
  .strictObject({
    by: z.enum(['fixed', 'quantiles']).describe('Fixed figures, or quantiles of your own base'),
    asOf: time.nullable().describe('When quantiles were computed'),
    customers: z.int().nullable().describe('From how many customers'),
  })
  .meta({ id: 'CutOffsOrigin', description: 'Where cut-offs come from' });

export const zone = z
  .string()
  .describe('Whose calendar days are counted; models published by version 0.2.0 count UTC days until the next one');

export const scoringSegment = z
  .strictObject({
    id: segmentId.describe('As journeys name it'),
    name: z.string().describe('For people'),
    color: z.string().describe('#rrggbb'),
  })
  .meta({ id: 'Segment', description: 'A group of customers' });

export const problems = z.array(fieldProblem).describe('What keeps the draft from being published');
export const warnings = z
  .array(fieldProblem)
  .describe('What is likely not meant, such as journeys and caps that name segments the model does not have');

export const definition = scoringDraft.describe('As a draft is written: PUT /v1/scoring takes it');

const customers = z.int();

/** What publishing would do. */
export const scoringPreview = z
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
  .meta({ id: 'ScoringPreview', description: 'What publishing a scoring model would do' });

/** What publishing and computing anew answer. */
export const publishedScoring = z
  .strictObject({
    version: z.int().describe('Of the scoring model in force now'),
    playbook: z.int().describe('The version of all that is published in this workspace'),
    changed: z.boolean().describe('False where this was in force already'),
    rollout: z
      .string()
      .nullable()
      .describe('The job that wakes the customers for whom this changes something; null: there is none'),
    cutOffs,
    warnings,
  })
  .meta({ id: 'PublishedScoring', description: 'What is in force now' });

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
