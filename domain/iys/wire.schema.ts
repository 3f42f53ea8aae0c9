import { z } from 'zod';
import { isoTime, type Instant } from '../time.ts';
import { REGISTER_OFFSET } from './business-days.ts';
import { IYS_STATUSES, IYS_TYPES, RECIPIENT_TYPES } from './consent.ts';

/** What the register answers, as far as it is used. */

const registerTime = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/)
  .transform((text) => Date.parse(`${text.replace(' ', 'T')}+03:00`))
  .refine((at) => Number.isFinite(at));

export const iysToken = z.object({ access_token: z.string().min(1).max(10_000), expires_in: z.number().optional() });

export const iysRequest = z.object({ requestId: z.string().min(1).max(100) });

export const iysResults = z.array(
  z.object({
    index: z.number(),
    status: z.string(),
    transactionId: z.string().max(100).optional(),
    error: z.object({ code: z.string().regex(/^[A-Za-z0-9]{1,20}$/) }).optional(),
  }),
);

export const iysStanding = z.object({
  status: z.enum(IYS_STATUSES),
  consentDate: registerTime,
  transactionId: z.string().max(100).optional(),
});

export const iysChanges = z.object({
  after: z.string().max(500).nullish(),
  list: z.array(
    z.object({
      recipient: z.string().max(400),
      recipientType: z.enum(RECIPIENT_TYPES),
      // Calls are told too, and are nothing of ours.
      type: z.enum(['ARAMA', ...IYS_TYPES]),
      status: z.enum(IYS_STATUSES),
      consentDate: registerTime,
      transactionId: z.string().max(100).optional(),
    }),
  ),
});

/** In the register's time, GMT+3, to the second: such as `2026-11-27 21:05:00`. */
export function registerDate(at: Instant): string {
  return isoTime(at + REGISTER_OFFSET)
    .slice(0, 19)
    .replace('T', ' ');
}
