import { z } from 'zod';
import { json, type Contract } from '../http/contract.ts';
import { money, time } from '../http/fields.ts';

const ms = z.number().nullable();

export const getEventsHealthContract = {
  method: 'get',
  path: '/v1/events/health',
  summary: 'Whether events arrive, and how many wait',
  description:
    'What waits and what was set aside is asked of the store; only rows that are open are looked at. What arrived is counted by the server that answers, ' +
    'since it started: several servers each say their own. /metrics has the sums of all workspaces.',
  scope: 'marketer',
  role: 'any',
  input: {},
  output: {
    200: json(
      'As of now.',
      z
        .strictObject({
          asOf: time.describe('By the wall clock'),
          pending: z.int().describe('Events accepted and not known to be applied'),
          oldestPending: time.nullable().describe('When the oldest of them arrived; null: none waits'),
          setAside: z.int().describe('Events that cannot be applied; see GET /v1/quarantine'),
          aboveOrder: z
            .strictObject({
              count: z.int().describe('How many there are'),
              newest: z
                .array(
                  z.strictObject({
                    customer: z.string().describe('Whose it is'),
                    source: z.string().describe('Who sent it'),
                    id: z.string().describe('The refund, or the purchase that refunds had waited for'),
                    at: time.describe('When it happened'),
                    above: money.describe('What was wanted beyond the order, and counts nowhere; minor units'),
                  }),
                )
                .describe('The newest ten'),
            })
            .describe(
              'Refunds beyond their order that could not be refused as they arrived: they came before their order, or at the same moment as others of it',
            ),
          temporal: z.enum(['here', 'away']).describe('away: events are kept, and delivered when it answers again'),
          since: time.describe('Since when this server counts what arrives'),
          last: time.nullable().describe('When the newest accepted event arrived; null: none has since then'),
          accepted: z.int().describe('Events accepted since then'),
          duplicates: z.int().describe('Events that were known already, with the same content'),
          conflicts: z.int().describe('Events whose id was known with other content; nothing was changed'),
          invalid: z.int().describe('Events that were refused'),
          p50Ms: ms.describe(
            'Half of the newest 1,000 requests were stored and handed on within so many ms; null: none',
          ),
          p99Ms: ms.describe('99 of 100 of them'),
        })
        .meta({ id: 'EventsHealth', description: 'How events arrive' }),
    ),
  },
} as const satisfies Contract;
