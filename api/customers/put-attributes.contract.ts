import { z } from 'zod';
import { attributeValues } from '../../domain/attributes/attribute.schema.ts';
import { json, type Contract } from '../http/contract.ts';
import { customerParam, time } from '../http/fields.ts';

export const attributesSaid = z
  .strictObject({
    customer: z.string().describe('As your events name them'),
    at: time.describe('When it was said: what is said of the same attribute for a later time holds instead'),
  })
  .meta({ id: 'AttributesSaid', description: 'Attributes that were stated, stored durably' });

export const SAID = 'Stored durably, and applied by their next decision.';

export const putAttributesContract = {
  method: 'put',
  path: '/v1/customers/:id/attributes',
  summary: 'State all attributes of a customer',
  description:
    'Replaces all there are: what is left out is removed. Conditions see one as attribute.plan, templates as {{ attributes.plan }}, and days and ' +
    'instants are what waits and the date trigger look at. Never personal: e-mail addresses and telephone numbers are refused.',
  scope: 'ingest',
  role: 'marketer',
  audit: 'customer',
  input: { params: z.strictObject({ id: customerParam }), body: attributeValues },
  output: { 202: json(SAID, attributesSaid) },
  problems: ['store-away', 'erased'],
  example: { plan: 'gold', seats: 12, renewal: '2027-03-01' },
} as const satisfies Contract;
