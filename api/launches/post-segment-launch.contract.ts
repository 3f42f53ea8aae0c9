import { z } from 'zod';
import { segmentId } from '../../domain/ids.schema.ts';
import { launchHow } from '../../domain/journey/launch/launch.schema.ts';
import type { Contract } from '../http/contract.ts';
import { keepOpen, LAUNCH_TEXT, launchOutput, launchQuery } from './launch.contract.ts';

export const postSegmentLaunchContract = {
  method: 'post',
  path: '/v1/segments/:id/launch',
  summary: 'Launch a journey for a segment',
  description: `The same as POST /v1/launches for everybody in this segment. ${LAUNCH_TEXT}`,
  scope: 'marketer',
  role: 'marketer',
  audit: 'job',
  input: {
    params: z.strictObject({ id: segmentId.describe('Of the segment, such as at-risk') }),
    query: launchQuery,
    body: z.strictObject({ ...launchHow, keepOpen }),
  },
  output: launchOutput,
  problems: ['not-found', 'conflict', 'invalid', 'not-publishable'],
  example: { journey: 'winback', perSecond: 50, except: { inside: ['basket'] } },
} as const satisfies Contract;
