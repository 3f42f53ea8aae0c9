import { z } from 'zod';
import { givenTime } from '../http/fields.ts';

/** What becomes of those inside, as publishing and its preview are asked for it. */
export const insideFields = {
  inside: z
    .enum(['pin', 'migrate', 'drain'])
    .default('pin')
    .describe(
      'What becomes of those inside. pin: they finish on their version. migrate: they pass to the new one; whoever stands at a step that it has ' +
        'stays there, with its own wait from when they reached the step: a shorter one may be over at once, a longer one goes on. drain: they finish on ' +
        'their version, and nobody enters the new one before the last of them has left',
    ),
  mapping: z
    .record(z.string().max(40), z.string().max(40))
    .default({})
    .describe(
      'With migrate: where those go who stand at a step that the new version does not have: a step of it, or "leave". Such a step with somebody at it has to be named',
    ),
  until: givenTime.optional().describe('With drain: whoever is still inside then leaves, and the new version opens'),
};
