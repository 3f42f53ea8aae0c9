import { z } from 'zod';
import { journeyId } from '../../domain/ids.schema.ts';
import { journeyDefinition } from '../../domain/journey/definition/definition.schema.ts';
import { fieldProblem, time, uncounted } from '../http/fields.ts';
import { journeyStatus } from './life.contract.ts';
import type { JsonLimits } from '../http/contract.ts';

/** What the calls about journeys share. */
export const journeyParams = z.strictObject({ id: journeyId.describe('Of the journey, such as basket') });

/** Conditions nest; nothing else of a definition does. */
export const journeyLimits: JsonLimits = { depth: 16, keysPerObject: 200, values: 20_000 };

/** The handler reads it itself, to name everything that is wrong at once. */
export const journeyBody = z.unknown();
export const journeyShape = journeyDefinition
  .partial({ id: true })
  .meta({ id: 'Journey', description: 'A journey as a marketer writes it; at most 16 levels deep' });

/** From and to; an upper bound that is null is open. */
export const ratio = z
  .tuple([z.number().describe('At least'), z.number().nullable().describe('At most; null: without an upper bound')])
  .describe('From and to, with 95 %');

export const winners = z
  .array(
    z
      .strictObject({
        step: z.string().describe('The split'),
        arm: z.string().describe('The arm that newcomers take'),
        version: z.int().describe('The version whose customers showed it'),
        against: z.string().describe('The arm that it was compared with'),
        ratio: ratio.describe('How many times as often its customers converted, when it was decided'),
      })
      .meta({ id: 'Winner', description: 'A split that has been decided' }),
  )
  .describe('By Sojourn, for splits that ask for it; empty where nothing has won');

export const journeyView = z
  .strictObject({
    id: z.string().describe('Its name in the address'),
    draft: journeyShape.optional().describe('The definition as it was last saved, or else what is live'),
    savedAt: time.nullable().describe('When the draft was saved; null: it came with the workspace'),
    problems: z.array(fieldProblem).describe('What keeps the draft from being published'),
    alerts: z
      .array(z.strictObject({ step: z.string().describe('The step'), text: z.string().describe('What is wrong') }))
      .describe('What its author has to look at: steps of what is live whose address is disabled'),
    live: z
      .strictObject({
        version: z.int().describe('1 for the first that was published'),
        definition: journeyShape,
        winners,
      })
      .nullable()
      .describe('The version that newcomers take'),
    status: journeyStatus.nullable().describe('Null: never published'),
    drains: z
      .strictObject({
        version: z.int().describe('The version that takes nobody yet'),
        until: time.nullable().describe('It opens then at the latest; null: when the last one has left'),
      })
      .nullable()
      .describe('Set while the newest version waits until those inside of earlier ones have left'),
    changed: z.boolean().describe('Whether the draft differs from what is live, besides its name'),
    inside: z.int().describe('Customers inside it now, in any version'),
    insideSteps: z
      .array(
        z.strictObject({
          version: z.int().describe('The version they walk through'),
          step: z.string().describe('The step they stand at'),
          customers: z.int().describe('How many'),
        }),
      )
      .describe('Where they stand: the newest version first, then by step'),
    uncounted,
  })
  .meta({ id: 'JourneyView', description: 'A journey as its author sees it' });

export const journeyExample = {
  name: 'Welcome back',
  enter: { on: 'move', to: ['at-risk'], again: '90d' },
  exit: [{ on: 'event', event: 'purchase' }],
  steps: [
    { id: 'wait-a-day', type: 'wait', for: '1d' },
    { id: 'mail', type: 'send', channel: 'email', subject: 'We saved your favourites', body: '<p>See you soon?</p>' },
  ],
};
