import type { Contract } from '../http/contract.ts';
import { journeyParams } from './journey.contract.ts';
import { statusReply } from './life.contract.ts';

export const postJourneyPauseContract = {
  method: 'post',
  path: '/v1/journeys/:id/pause',
  summary: 'Pause a journey: hold everybody where they are',
  description:
    'Nobody enters, nobody inside goes on, and nothing is decided to be sent; what was decided before still goes out. Goals and exits take people out as ever, and waits hear what happens meanwhile. The time of waits runs on. Pausing what is paused changes nothing.',
  scope: 'marketer',
  role: 'any',
  audit: 'journey',
  input: { params: journeyParams },
  output: statusReply,
  problems: ['not-found', 'conflict'],
} as const satisfies Contract;
