import { z } from 'zod';
import { json, type Contract } from '../http/contract.ts';
import { time } from '../http/fields.ts';
import { quarantineParams } from './post-quarantine-retry.contract.ts';

export const deleteQuarantineContract = {
  method: 'delete',
  path: '/v1/quarantine/:id',
  summary: 'Give up what was set aside',
  description: 'It stays listed as dropped, and counts as set aside for good. Dropping twice does no harm.',
  scope: 'operator',
  role: 'operator',
  audit: 'quarantine',
  input: { params: quarantineParams },
  output: { 200: json('It is given up.', z.strictObject({ droppedAt: time.describe('By the wall clock') })) },
  problems: ['not-found'],
} as const satisfies Contract;
