import { z } from 'zod';
import { customerId, eventId } from '../../domain/ids.schema.ts';
import { payload } from '../../domain/journey/payload.schema.ts';
import { json, type Contract } from '../http/contract.ts';
import { journeyParams } from './journey.contract.ts';

const MOST = 1_000;

/** Each one is read by itself, so that one that is not right costs no other. */
export const wantedShape = z
  .strictObject({
    customer: customerId.describe(
      'Whom to let in; somebody of whom nothing is known yet is made, as an event makes them',
    ),
    id: eventId
      .optional()
      .describe('Your own id of it: the same id again for this journey changes nothing. Left out, each call counts'),
    entry: payload.optional(),
  })
  .meta({ id: 'EntryWanted', description: 'Somebody who is to enter a journey' });

const result = z
  .strictObject({
    customer: z.string().nullable().describe('As sent; null where there was none to read'),
    status: z
      .enum(['accepted', 'duplicate', 'conflict', 'invalid', 'erased'])
      .describe(
        'accepted: stored durably, will be decided exactly once. duplicate: this id was here before with the same content. ' +
          'conflict: it came before with another content. invalid: see problem. erased: this customer was erased, and nothing of it is kept',
      ),
    problem: z
      .strictObject({
        path: z.string().describe('The field, such as entry.order'),
        message: z.string().describe('What is wrong with it and how to mend it'),
      })
      .optional()
      .describe('What is wrong with it, where it is invalid'),
  })
  .meta({ id: 'EntryResult', description: 'What became of one wish to enter' });

/** As the documentation shows the body; the handler reads the customers one by one. */
export const enterShape = z.strictObject({
  customers: z.array(wantedShape).min(1).max(MOST).describe(`1 to ${MOST} customers`),
});

export const postJourneyEnterContract = {
  method: 'post',
  path: '/v1/journeys/:id/enter',
  summary: 'Let named customers in',
  description:
    'The journey has to be live, and to let customers in by this call: enter {"on": "api"}. Whether somebody enters is decided with the rest ' +
    'of their life, at once: who is inside already, or may not come again, does not, and their timeline says why. One that is not right ' +
    'costs no other; where none is right the reply is 422.',
  scope: 'ingest',
  role: 'marketer',
  audit: 'customer',
  input: {
    params: journeyParams,
    body: z.strictObject({ customers: z.array(z.unknown()).min(1).max(MOST).describe(`1 to ${MOST} customers`) }),
  },
  shape: enterShape,
  limits: 'per-item',
  output: {
    202: json(
      'One result per customer, in the order given.',
      z.strictObject({ results: z.array(result).describe('One per customer, in the order given') }),
    ),
  },
  problems: ['not-found', 'conflict', 'invalid', 'store-away'],
  example: { customers: [{ customer: 'c-17', id: 'renewal-2026', entry: { plan: 'yearly', seats: 3 } }] },
} as const satisfies Contract;
