import { z } from 'zod';
import { MOST_SHOWN, PLACEMENT_SIGNS } from '../../domain/policy/placements.ts';
import { json, type Contract } from '../http/contract.ts';
import { customerParam, givenTime } from '../http/fields.ts';

const MOST = 50;

const sign = z
  .strictObject({
    id: z
      .uuid('an id is a UUID, such as crypto.randomUUID() makes')
      .describe('Your own: the same id again changes nothing'),
    key: z.string().min(1).max(1_000).describe('Of the placement, as GET /v1/placements gave it'),
    kind: z
      .enum(PLACEMENT_SIGNS)
      .describe(
        'impression: it was seen. control-impression: it would have been, by somebody held out. click: it was followed. dismiss: it was closed for good',
      ),
    at: givenTime
      .optional()
      .describe('When, by the clock of the page; left out, now. Never later than it is here, nor before the placement'),
  })
  .meta({ id: 'PlacementEvent', description: 'What a page tells of a placement' });

export const postPlacementEventsContract = {
  method: 'post',
  path: '/v1/placements/events',
  summary: 'Tell what customers saw, followed and closed',
  description:
    `Up to ${MOST} at once. Each counts once by its id, so sending again is harmless. Impressions are counted; clicks and dismissals reach the ` +
    'customer as events of the types placement.clicked and placement.dismissed, with journey, step and slot as data, and journeys may listen ' +
    'to them. What was dismissed, or shown as often as its step says, is not shown again.',
  scope: 'ingest',
  role: 'none',
  token: true,
  audit: 'unwritten',
  input: {
    body: z.strictObject({
      customer: customerParam.optional().describe('Whose placements they are; with a token it is its customer'),
      events: z
        .array(sign)
        .min(1, 'send at least one')
        .max(MOST, `at most ${MOST} at once`)
        .describe('In the order in which it happened'),
    }),
  },
  output: {
    200: json(
      'One result per event, in the order given.',
      z.strictObject({
        results: z
          .array(
            z.strictObject({
              id: z.string().describe('As sent'),
              status: z
                .enum(['accepted', 'duplicate', 'unknown', 'ignored'])
                .describe(
                  `duplicate: told before. unknown: this customer has no such placement. ignored: it says nothing, since a control was not seen, and only a control is not, or more than ${MOST_SHOWN} things were told of it`,
                ),
            }),
          )
          .describe('One per event, in the order given'),
      }),
    ),
  },
  problems: ['store-away'],
  example: {
    customer: 'c-17',
    events: [
      {
        id: '0b0f2f7e-7a0a-4b0e-9d0e-0a6a3b8c2d11',
        key: 'shop:c-17:winback:1:1:banner:1',
        kind: 'click',
      },
    ],
  },
} as const satisfies Contract;
