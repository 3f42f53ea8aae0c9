import { z } from 'zod';
import { json, type Contract } from '../http/contract.ts';
import { keptView, retentionBody } from './retention.contract.ts';

export const putRetentionContract = {
  method: 'put',
  path: '/v1/retention',
  summary: 'Say for how long what is kept',
  description:
    'The whole of it: what is left out is kept for good, as everything is until somebody says otherwise. A job begins within minutes and ' +
    'then once a day, and takes away what is older by more than a day. Nothing brings it back, so POST /v1/retention/preview says first how much that would be. ' +
    'What was folded of events and entries stays: states, points, scores and counts do not change, and a rebuild finds no difference. ' +
    'Events that happened before the time for which events are kept are refused as too-old, also once they are kept longer again.',
  scope: 'admin',
  role: 'admin',
  audit: 'workspace',
  input: { body: retentionBody },
  output: { 200: json('As it is now.', z.strictObject({ kept: z.array(keptView).describe('Class by class') })) },
  example: { events: 1_095, journal: 1_095, messages: 30, refused: 90 },
} as const satisfies Contract;
