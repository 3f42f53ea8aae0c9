import { CHANNELS } from '../../domain/channels/channel.ts';
import { smsShown } from './sms-shown.contract.ts';
import { z } from 'zod';
import { renderFault } from '../templates/render-fault.contract.ts';
import { customerId } from '../../domain/ids.schema.ts';
import { duration } from '../../domain/journey/definition/duration.schema.ts';
import { payload } from '../../domain/journey/payload.schema.ts';
import { timelineEntries } from '../customers/get-timeline.contract.ts';
import { nextChange } from '../customers/next-named.contract.ts';
import { json, type Contract } from '../http/contract.ts';
import { anyJson, givenTime, time, timezone } from '../http/fields.ts';
import { journeyParams } from './journey.contract.ts';

/** Read one by one, so that each fault is told with its place. */
const events = (most: number) => z.array(anyJson).max(most).default([]);

const asked = z
  .strictObject({
    version: z.int().min(1).optional().describe('A published version; left out, the draft'),
    customer: customerId
      .optional()
      .describe('Somebody who is known is taken as they are; any other id, or none, is somebody made up'),
    from: givenTime.optional().describe('When it begins; left out, now. Somebody who is known begins now'),
    for: duration.default('30d').describe('How long to look ahead, at most 400 days'),
    history: events(500).describe('What somebody made up did before it begins, as in POST /v1/events; at most 500'),
    events: events(200).describe(
      'What lies ahead, as in POST /v1/events; at most 200. `customer` and `id` may be left out, and without `at` it happens as it begins',
    ),
    enter: z
      .strictObject({ entry: payload.optional().describe('What comes with them') })
      .optional()
      .describe('They are asked in by name as it begins, whatever else lets anybody in'),
    consent: z.boolean().optional().describe('Whether somebody made up has agreed to e-mail; left out, they have'),
    timezone: timezone.optional().describe('Of somebody made up; left out, that of the workspace counts'),
    others: z
      .boolean()
      .default(false)
      .describe('Whether all other live journeys act, too; caps and priorities then count as they do in earnest'),
  })
  .meta({ id: 'Try', description: 'Whom to walk through a journey, and what happens to them' });

const message = z
  .strictObject({
    at: time.describe('When it would be decided'),
    journey: z.string().describe('The journey that sends it'),
    step: z.string().describe('The step that sends it'),
    channel: z.enum(CHANNELS).describe('How it would go out'),
    subject: z.string().optional().describe('Of a mail, or the title of a push. Rendered, as it would be sent'),
    html: z.string().optional().describe('Of a mail. Rendered, as it would be sent'),
    text: z.string().optional().describe('Rendered, as it would be sent'),
    sms: smsShown.optional().describe('Of an SMS: how it would go out'),
    problem: z.string().optional().describe('Why it could not be rendered; then there is nothing else'),
    fault: renderFault.optional(),
  })
  .meta({ id: 'TriedMessage', description: 'A message that a try would have sent' });

export const postJourneyTryContract = {
  method: 'post',
  path: '/v1/journeys/:id/try',
  summary: 'Walk one customer through a journey, without sending anything',
  description:
    'Somebody real or made up walks through the draft, or a version, in virtual time: by the code that decides in real time, through the events you name and every deadline between them. They begin outside of the journey, as if they had never been inside. Nothing is stored and nothing is sent.',
  scope: 'marketer',
  role: 'any',
  audit: 'unwritten',
  input: { params: journeyParams, body: asked.prefault({}) },
  output: {
    200: json(
      'What would happen. Messages and the timeline are what that customer would get and show.',
      z.strictObject({
        journey: z.string().describe('Its id'),
        version: z.int().nullable().describe('The version; null: the draft'),
        customer: z.string().describe('Who walked'),
        from: time,
        until: time.describe('How far they came'),
        complete: z.boolean().describe('False where there were more than 1,000 instants: the walk ends early then'),
        entries: timelineEntries,
        messages: z.array(message).describe('In the order in which they would be sent; at most 50'),
        next: nextChange.nullable().describe('What would come next by time alone'),
      }),
    ),
  },
  problems: ['not-found', 'not-publishable', 'conflict'],
  example: {
    customer: 'somebody',
    history: [{ type: 'purchase', id: 'order:1', at: '2026-11-01T10:00:00Z', amount: 4000 }],
    events: [{ type: 'purchase', id: 'order:2', at: '2026-11-23T18:00:00Z', amount: 2500 }],
    for: '30d',
  },
} as const satisfies Contract;
