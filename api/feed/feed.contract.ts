import { z } from 'zod';
import { time } from '../http/fields.ts';

/** What the calls about the feed share. */

export const feedToken = z
  .string()
  .regex(/^[0-9a-f]{8}-\d{1,15}$/, 'a token is the field resume of a line, as it is')
  .describe('resume of a line of the feed');

export const keepDays = z.int().min(1).max(90).describe('For how many days lines are kept, 1 to 90');

export const feedSettings = z
  .strictObject({
    keepDays,
    since: time.describe('What was decided from then on is told; in the time of the workspace'),
    oldest: z.string().describe('The token before the oldest line that is kept: read everything behind it'),
    newest: z.string().describe('The token of the newest line: whoever is there has read everything'),
  })
  .meta({ id: 'FeedSettings', description: 'The feed of changes, and how far it reaches' });
