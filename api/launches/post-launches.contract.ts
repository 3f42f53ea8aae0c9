import { z } from 'zod';
import { launchHow, launchTarget } from '../../domain/journey/launch/launch.schema.ts';
import type { Contract } from '../http/contract.ts';
import { keepOpen, LAUNCH_TEXT, launchOutput, launchQuery } from './launch.contract.ts';

export const postLaunchesContract = {
  method: 'post',
  path: '/v1/launches',
  summary: 'Launch a journey',
  description: LAUNCH_TEXT,
  scope: 'marketer',
  role: 'marketer',
  audit: 'job',
  input: {
    query: launchQuery,
    body: z.strictObject({ to: launchTarget, ...launchHow, keepOpen }),
  },
  output: launchOutput,
  problems: ['not-found', 'conflict', 'invalid', 'not-publishable'],
  example: { journey: 'winback', to: { moved: { from: ['champions'], to: ['at-risk'], within: '30d' } }, dryRun: true },
} as const satisfies Contract;
