import { z } from 'zod';
import { DAY, LONGEST_SPAN, parseDuration } from '../../time.ts';

export const duration = z
  .string()
  .refine(
    (text) => (parseDuration(text) ?? Infinity) <= LONGEST_SPAN,
    `a duration is such as "90m", "3d", "P3D" or "PT2H", and at most ${LONGEST_SPAN / DAY} days; months and years have no fixed length, so write days`,
  )
  .describe('Such as 30m, 12h, 3d, 2w, or ISO 8601: P3D, PT2H; no months and years; at most 3,660 days');
