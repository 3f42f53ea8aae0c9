import { z } from 'zod';
import { json, type Contract } from '../http/contract.ts';
import { customerParam } from '../http/fields.ts';
import { erasureReply } from './erasure.contract.ts';

export const getErasureContract = {
  method: 'get',
  path: '/v1/customers/:id/erasure',
  summary: 'How far the erasure of a customer is, and its receipt',
  description: 'It is kept for good. Who asks has to know the id: the receipt holds a hash of it, and nothing else.',
  scope: 'operator',
  role: 'operator',
  input: { params: z.strictObject({ id: customerParam }) },
  output: { 200: json('The erasure.', erasureReply) },
  problems: ['not-found'],
} as const satisfies Contract;
