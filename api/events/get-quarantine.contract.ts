import { z } from 'zod';
import { json, type Contract } from '../http/contract.ts';
import { nextCursor, pageFields, time } from '../http/fields.ts';

export const quarantineEntry = z
  .strictObject({
    id: z.string().describe('For retry and drop'),
    what: z
      .enum(['event', 'customer'])
      .describe('An event that cannot be applied, or a customer for whom nothing can be decided'),
    customer: z.string().describe('Whose it is'),
    event: z
      .strictObject({
        source: z.string().describe('Who sent it'),
        id: z.string().describe('Its id within that source'),
      })
      .nullable()
      .describe('The event; null where it is the customer'),
    reason: z.string().describe('Why, in one sentence'),
    since: time.describe('When it was set aside, by the wall clock'),
    droppedAt: time.nullable().describe('When an operator gave it up; null while somebody may retry it'),
  })
  .meta({ id: 'SetAside', description: 'An event or a customer that could not be worked on' });

export const getQuarantineContract = {
  method: 'get',
  path: '/v1/quarantine',
  summary: 'What was set aside, and why',
  description:
    'One event, customer or delivery that cannot be worked on is set aside with its reason, and everything else goes on. ' +
    'Accepted events are applied, pending or set aside, always; the gauges events_accepted, events_applied, ' +
    'events_pending and events_quarantined of /metrics say how many.',
  scope: 'operator',
  role: 'operator',
  input: { query: z.strictObject(pageFields(500, 50)) },
  output: {
    200: json(
      'Newest first.',
      z.strictObject({
        quarantine: z.array(quarantineEntry).describe('Newest first'),
        next: nextCursor,
        refused: z
          .array(
            z.strictObject({
              source: z.string().describe('Who sent it'),
              id: z.string().nullable().describe('Of the message; null where it may be personal'),
              reason: z.string().describe('Why, in one sentence'),
              path: z.string().describe('Where'),
              since: time.describe('When it came, by the wall clock'),
            }),
          )
          .describe(
            'Messages of sources that were refused, the newest 50 of each source, on the first page only. Nothing of them is kept: what was put right has to be sent again',
          ),
      }),
    ),
  },
} as const satisfies Contract;
