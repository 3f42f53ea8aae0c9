import { z } from 'zod';
import { AUDITED_KINDS } from '../../domain/people/audit.ts';
import { json, type Contract } from '../http/contract.ts';
import { givenTime, nextCursor, pageFields, time } from '../http/fields.ts';
import { whoView } from '../people/who.contract.ts';

const kind = z.enum(AUDITED_KINDS);

const entry = z
  .strictObject({
    id: z.string().describe('Of this installation'),
    at: time.describe('By the wall clock, also where the workspace has a test clock'),
    actor: whoView.describe('Who did it'),
    operation: z.string().describe('The call, as this document names it, such as put-v1-journeys-id'),
    object: z
      .strictObject({
        kind: kind.describe('What kind of thing it is about'),
        id: z
          .string()
          .nullable()
          .describe(
            'Which one; null where a workspace has one of the kind, or none was named. Of a customer who was erased, an id that was drawn',
          ),
      })
      .describe('What it was done to'),
    status: z
      .int()
      .nullable()
      .describe('The status of the reply; null: it is under way or was cut off, and what came of it is not known'),
    changed: z
      .array(
        z.strictObject({
          path: z.string().describe('Where, such as draft.steps[wait].days'),
          before: z.string().nullable().describe('As JSON, cut where it is long; null: there was nothing'),
          after: z.string().nullable().describe('The same afterwards; null: there is nothing any more'),
        }),
      )
      .describe('At most 50 values. Secrets and addresses are hidden, and of customers nothing is told'),
    more: z.int().describe('How many more values changed'),
  })
  .meta({ id: 'AuditEntry', description: 'One change, and who made it' });

export const getAuditContract = {
  method: 'get',
  path: '/v1/audit',
  summary: 'Who changed what, and when',
  description:
    'Every call that changed something, except what programs send about customers: events, contacts, consents and attributes. An entry ' +
    'is written before the change and completed after it. Entries are kept for three years, or as the setting AUDIT_KEPT_DAYS says, and go with the workspace.',
  scope: 'operator',
  role: 'operator',
  input: {
    query: z.strictObject({
      actor: z.string().max(64).optional().describe('Id of a user or a key'),
      kind: kind.optional().describe('Only what is about this kind of thing'),
      object: z
        .string()
        .max(200)
        .optional()
        .describe('Id of a thing; of somebody who was erased, their id still finds what was done'),
      operation: z.string().max(200).optional().describe('A call, such as put-v1-journeys-id'),
      from: givenTime.optional().describe('From this time on'),
      to: givenTime.optional().describe('Before this time'),
      ...pageFields(200, 50),
    }),
  },
  output: {
    200: json('Newest first.', z.strictObject({ entries: z.array(entry).describe('Newest first'), next: nextCursor })),
  },
} as const satisfies Contract;
