import { z } from 'zod';
import { knownCustomerId, segmentId } from '../../domain/ids.schema.ts';
import { json, type Contract } from '../contract.ts';
import { money, nextCursor, pageFields, score, time } from '../fields.ts';
import { moveCause } from './get-moves.contract.ts';

const common = { at: time, text: z.string().describe('What happened, in a sentence') };

const event = z.strictObject({
  kind: z.literal('event'),
  ...common,
  type: z.string(),
  source: z.string(),
  id: z.string(),
  amount: money.optional(),
  order: z.string().optional().describe('The order that was refunded'),
  data: z.record(z.string(), z.unknown()).optional(),
});

const stage = z.enum(['overdue', 'lapsed']);

const decision = z.strictObject({
  kind: z.literal('decision'),
  ...common,
  segment: segmentId.nullable(),
  score: score.nullable(),
  move: z.strictObject({ from: segmentId.nullable(), to: segmentId.nullable(), cause: moveCause }).optional(),
  silence: stage.optional().describe('The stage of silence that began'),
  returned: z
    .array(z.strictObject({ stage, at: time.describe('When it began') }))
    .optional()
    .describe('Stages of silence that ended by a purchase'),
  journeys: z.array(
    z.strictObject({ what: z.string(), journey: z.string(), step: z.string().optional(), text: z.string() }),
  ),
  effects: z.array(z.strictObject({ kind: z.string(), key: z.string() })),
  playbook: z.int(),
});

const send = z.strictObject({
  kind: z.literal('send'),
  ...common,
  channel: z.string(),
  journey: z.string(),
  version: z.int(),
  step: z.string(),
  state: z.enum(['sending', 'retry', 'sent', 'failed', 'unknown', 'skipped']),
  reason: z.string().optional(),
});

export const getTimelineContract = {
  method: 'get',
  path: '/v1/customers/:id/timeline',
  summary: 'Everything that happened to a customer, with reasons',
  scope: 'marketer',
  input: { params: z.strictObject({ id: knownCustomerId }), query: z.strictObject(pageFields(200, 50)) },
  output: {
    200: json(
      'Newest first: events as they came, what was decided, and what became of messages.',
      z.strictObject({
        asOf: time,
        entries: z.array(z.discriminatedUnion('kind', [event, decision, send])),
        next: nextCursor,
      }),
    ),
  },
  problems: ['not-found'],
} as const satisfies Contract;
