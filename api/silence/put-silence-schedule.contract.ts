import { z } from 'zod';
import { DAY, parseDuration } from '../../domain/time.ts';
import { json, type Contract } from '../http/contract.ts';
import { fitOptions } from './fit-options.contract.ts';
import { silenceSchedule } from './silence-schedule.contract.ts';

const every = z
  .string()
  .refine((text) => {
    const ms = parseDuration(text);
    return ms !== undefined && ms >= DAY && ms <= 365 * DAY;
  }, 'a duration from "1d" to "365d", such as "30d"')
  .describe('From 1d to 365d; what was predicted can be judged before the next fit where it is more than 90d');

export const putSilenceScheduleContract = {
  method: 'put',
  path: '/v1/silence/schedule',
  summary: 'Have fits come by themselves',
  description:
    'Begins a fit at each interval, and publishes what it chooses; see POST /v1/silence/fit for the options. Where this workspace has had no fit, the ' +
    'first one begins at once. A fit that is due while another is under way is left out. Times are real ones, also where there is a test clock. ' +
    'Setting it again replaces all of it.',
  scope: 'marketer',
  role: 'marketer',
  audit: 'silence',
  input: { body: fitOptions.safeExtend({ every }) },
  output: { 200: json('It is set.', silenceSchedule) },
  example: { every: '180d', falseAlarms: { overdue: 0.17 } },
} as const satisfies Contract;
