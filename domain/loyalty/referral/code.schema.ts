import { z } from 'zod';

/** People type codes as they like: case and the space around one say nothing. */
export const referralCode = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[2-9A-HJKMNP-TV-Z]{8}$/, 'a referral code is 8 letters and digits, such as K7M3X9QW')
  .brand<'ReferralCode'>();

export type ReferralCode = z.infer<typeof referralCode>;

export const REFERRAL_CODE_LENGTH = 8;
