import { z } from 'zod';
import { segmentId } from '../../domain/ids.schema.ts';
import { policiesDraft } from '../../domain/policy/draft.schema.ts';
import { fieldProblem, playbookVersion, time } from '../http/fields.ts';

/** What the calls about policies share. */

/** The handler reads it itself, to name everything that is wrong at once. */
export const policiesBody = z.unknown();
export const policiesShape = policiesDraft;

export const warnings = z
  .array(fieldProblem)
  .describe('What is likely not meant, such as caps for segments that the model in force does not have');

const definition = policiesDraft.describe('As a draft is written: PUT /v1/policies takes it');

export const policiesVersion = z.strictObject({
  version: z.int().describe('1 for the first'),
  inForce: z.boolean().describe('Whether they hold now'),
  playbook: z.int().describe('The first version of the playbook that has them'),
  publishedAt: time.nullable().describe('Null where they came with the workspace'),
  definition,
});

export const policiesView = z
  .strictObject({
    asOf: time,
    policies: policiesVersion.describe('Those in force'),
    playbook: playbookVersion,
    draft: z
      .strictObject({
        definition,
        savedAt: time,
        changed: z.boolean().describe('Whether it differs from what is in force'),
        warnings,
      })
      .nullable()
      .describe('The draft as it was last saved; null: there is none'),
  })
  .meta({ id: 'PoliciesView', description: 'Policies as their author sees them' });

/** Messages of one segment, or of all. */
const counts = {
  messages: z.int().describe('Decided in that time'),
  heldOut: z.int().describe('Of those, to customers who would be held out'),
  capped: z.int().describe('Of the others, over a cap'),
  gaveWay: z.int().describe('Of the others, so soon after a message of another journey that they would be skipped'),
};

export const policiesPreview = z.strictObject({
  asOf: time,
  since: time.describe('Messages decided from then on are judged: 30 days, or less where there are very many'),
  customers: z.int().describe('Customers with a message in that time'),
  customersHeldOut: z.int().describe('Of those, who would be held out'),
  ...counts,
  segments: z
    .array(z.strictObject({ segment: segmentId.nullable().describe('Null: in no segment'), ...counts }))
    .describe('By the segment at the time of the message, those with most messages first'),
  warnings,
});

export const policiesExample = {
  caps: { champions: { messages: 2, days: 7 }, lost: { messages: 1, days: 30 } },
  otherwise: { messages: 3, days: 7 },
  categories: { service: { exempt: true }, digest: { cap: { messages: 1, days: 7 } } },
  priority: { minutes: 60, others: 'hold' as const },
  quietHours: { from: '21:00', to: '09:00' },
  holdAtMostHours: 24,
  holdout: { percent: 5, salt: 'holdout' },
};
