import { z } from 'zod';
import { text, type Contract } from '../http/contract.ts';
import { customerParam } from '../http/fields.ts';

export const getExportContract = {
  method: 'get',
  path: '/v1/customers/:id/export',
  summary: 'Everything that is known of a customer',
  description:
    'One line of JSON for each row of the store that is theirs, as it is stored: contact and consents with addresses, events, journal, ' +
    'messages, placements, points, coupons, refused lines of files. The first line says of whom, as of when, and which parts there may be; each further ' +
    'one says in of which part it is. It is streamed, so a long life costs no memory. Who asked is written into the audit log.',
  scope: 'operator',
  role: 'operator',
  input: { params: z.strictObject({ id: customerParam }) },
  output: { 200: text('One JSON object a line.', 'application/x-ndjson') },
  problems: ['not-found', 'store-away'],
} as const satisfies Contract;
