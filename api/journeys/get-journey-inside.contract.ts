import { z } from 'zod';
import { awaited } from '../customers/awaited.contract.ts';
import { stepId } from '../../domain/ids.schema.ts';
import { json, type Contract } from '../http/contract.ts';
import { nextCursor, pageFields, time } from '../http/fields.ts';
import { journeyParams } from './journey.contract.ts';

const insider = z
  .strictObject({
    customer: z.string().describe('Its id'),
    version: z.int().describe('The version they walk through'),
    entered: z.int().describe('How often they have entered, this time included'),
    enteredAt: time.describe('When they entered'),
    step: z.string().describe('The step they stand at'),
    since: time.describe('When they reached it'),
    waitsFor: z.string().describe('What for, in words'),
    waits: z.strictObject(awaited).describe('The same, in parts'),
    goesOnAt: time.nullable().describe('When they go on by time alone; null: only where something happens'),
  })
  .meta({ id: 'Insider', description: 'Somebody inside a journey' });

export const getJourneyInsideContract = {
  method: 'get',
  path: '/v1/journeys/:id/inside',
  summary: 'Who stands where, and when they go on',
  scope: 'marketer',
  role: 'any',
  input: {
    params: journeyParams,
    query: z.strictObject({
      ...pageFields(100, 50),
      step: stepId.optional().describe('Only who stands at it'),
      version: z.coerce.number().int().min(1).optional().describe('Only who walks through it'),
    }),
  },
  output: {
    200: json(
      'By customer. A page holds that many customers, and each time that they are inside.',
      z.strictObject({ asOf: time, inside: z.array(insider).describe('Who is inside'), next: nextCursor }),
    ),
  },
  problems: ['not-found'],
} as const satisfies Contract;
