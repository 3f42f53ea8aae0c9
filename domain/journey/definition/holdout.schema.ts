import { z } from 'zod';
import { ofKind } from '../../input/shape-sentences.ts';

/** The declared end of measuring. A later look would find a difference by chance alone. */
export const ends = z.iso
  .datetime({ offset: true, error: 'a time is ISO 8601 with a zone, such as 2026-11-20T10:00:00Z' })
  .describe(
    'When measuring ends: who comes later is not compared any more. Once everybody has been watched for as long, results have ' +
      'the interval for one look at a declared end, too. Left out: it goes on',
  );

/** A share of those who would enter, who do not. */
export const holdout = z
  .strictObject({
    percent: z
      .number(ofKind('a number'))
      .gt(0, 'more than 0; to hold out nobody, leave the holdout out')
      .max(90, 'at most 90')
      .describe('Of those who would enter. Of few customers 20 to 50 tells most'),
    salt: z
      .string()
      .regex(/^[a-z0-9-]{1,40}$/, 'a salt is 1 to 40 lower-case letters, digits or hyphens')
      .optional()
      .describe(
        'Held out is who falls below percent by the first 32 bits of SHA-256 of "salt:customer". Left out: the id of the journey',
      ),
    ends: ends.optional(),
  })
  .meta({ id: 'Holdout', description: 'Customers who do not enter, and are watched just as long as those who do' });
