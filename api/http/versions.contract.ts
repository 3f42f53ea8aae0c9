import { z } from 'zod';
import { nextCursor } from './fields.ts';

/** What every list of published versions answers, whatever was published. */
export const versionList = <Version extends z.ZodType>(version: Version) =>
  z.strictObject({ versions: z.array(version).describe('Newest first'), next: nextCursor });
