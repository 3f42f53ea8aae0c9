import { z } from 'zod';

const CODE = /^[A-Z0-9](?:[A-Z0-9-]{2,38}[A-Z0-9])$/;

/** People type codes as they like: case and the space around one say nothing. */
export const couponCode = z
  .string()
  .trim()
  .toUpperCase()
  .regex(CODE, 'a code is 4 to 40 letters, digits or hyphens, such as WELCOME-7K3M')
  .brand<'CouponCode'>();

export type CouponCode = z.infer<typeof couponCode>;
