import { z } from 'zod';
import { attributeChanges } from '../../domain/attributes/attribute.schema.ts';
import { json, type Contract } from '../http/contract.ts';
import { customerParam } from '../http/fields.ts';
import { attributesSaid, SAID } from './put-attributes.contract.ts';

export const patchAttributesContract = {
  method: 'patch',
  path: '/v1/customers/:id/attributes',
  summary: 'State some attributes of a customer',
  description:
    'Changes only what it names, and null removes one. Of several calls at the same time each one counts, the later one where both name ' +
    'the same. The event "identify" says the same, and may say for which time. Refused where the customer would have more than 50.',
  scope: 'ingest',
  role: 'marketer',
  audit: 'customer',
  input: { params: z.strictObject({ id: customerParam }), body: attributeChanges },
  output: { 202: json(SAID, attributesSaid) },
  problems: ['invalid', 'store-away', 'erased'],
  example: { plan: 'gold', trial: null },
} as const satisfies Contract;
