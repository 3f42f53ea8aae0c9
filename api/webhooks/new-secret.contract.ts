import { z } from 'zod';

/** What is asked for with another secret: how long the one before goes on. */
export const keepBefore = z
  .strictObject({
    keepHours: z
      .int()
      .min(0)
      .max(168)
      .default(24)
      .describe('How long the secret before signs beside it; 0: no longer, for one that is known to others'),
  })
  .optional();

export const newSecret = z.string().describe('For the libraries of Standard Webhooks: whsec_ and the bytes in base64');
