import { z } from 'zod';

/** Who did something, or whose it is. */
export const whoView = z.strictObject({
  kind: z.enum(['user', 'key']).describe('A person, or whoever has a key'),
  id: z.string().describe('Of the user or the key'),
  name: z.string().nullable().describe('What the user is called; null for a key, and for a user who was deleted'),
});
