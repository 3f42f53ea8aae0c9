import { z } from 'zod';
import { json, type Contract } from '../http/contract.ts';
import { customerParam } from '../http/fields.ts';
import { erasureReply } from './erasure.contract.ts';

export const postErasureContract = {
  method: 'post',
  path: '/v1/customers/:id/erasure',
  summary: 'Erase a customer',
  description:
    'For good, so the id is to be said twice: ?confirm=<id>. From this call on nothing is taken for them any more: events, imports and ' +
    'all other calls under this id are refused. Then their workflow and every history of it are deleted, and their rows: contact, consents, ' +
    'events, placements, points, coupons, messages. What sums need of the past stays under an id that was drawn. It goes on after a crash, ' +
    'cannot be called off, and asking again changes nothing. A file that is being imported is waited for. The receipt names nobody.',
  scope: 'operator',
  role: 'operator',
  audit: 'customer',
  input: {
    params: z.strictObject({ id: customerParam }),
    query: z.strictObject({ confirm: z.string().max(200).optional().describe('The id of the customer, once more') }),
  },
  output: { 202: json('It is under way, or has been done.', erasureReply) },
  problems: ['store-away'],
} as const satisfies Contract;
