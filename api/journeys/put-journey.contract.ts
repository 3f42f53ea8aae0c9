import { json, type Contract } from '../http/contract.ts';
import {
  journeyBody,
  journeyExample,
  journeyLimits,
  journeyParams,
  journeyShape,
  journeyView,
} from './journey.contract.ts';

export const putJourneyContract = {
  method: 'put',
  path: '/v1/journeys/:id',
  summary: 'Save the draft of a journey',
  description:
    'Nothing changes for customers until it is published. A draft may still have ways that lead nowhere: they come back in "problems". What a journey may say is told under Journey, its steps under Step, conditions under Condition, and the variables of mails under SendStep.',
  scope: 'marketer',
  role: 'marketer',
  audit: 'journey',
  input: { params: journeyParams, body: journeyBody },
  shape: journeyShape,
  limits: journeyLimits,
  output: { 200: json('Saved.', journeyView) },
  problems: ['conflict'],
  example: journeyExample,
} as const satisfies Contract;
